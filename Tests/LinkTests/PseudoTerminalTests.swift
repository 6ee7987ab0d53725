import Foundation
import Testing

@testable import Link

@Suite struct PseudoTerminalTests {
  @Test func isRawBeforeAnyoneSeesIt() throws {
    let terminal = try PseudoTerminal()
    let client = try PlainClient(terminal.path)
    var settings = termios()
    #expect(tcgetattr(client.descriptor, &settings) == 0)
    #expect(settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG | IEXTEN) == 0)
    #expect(settings.c_iflag & tcflag_t(ICRNL | INLCR | IGNCR | IXON | BRKINT | PARMRK | ISTRIP) == 0)
    #expect(settings.c_oflag & tcflag_t(OPOST) == 0)
    #expect(settings.c_cflag & tcflag_t(CSIZE | PARENB) == tcflag_t(CS8))
    #expect(settings.c_cflag & tcflag_t(CREAD | CLOCAL) == tcflag_t(CREAD | CLOCAL))
    #expect(cfgetospeed(&settings) == speed_t(B115200))
    #expect(cfgetispeed(&settings) == speed_t(B115200))
    #expect(terminal.baudRate == 115_200)
  }

  @Test func settingsOutliveTheClient() throws {
    let terminal = try PseudoTerminal()
    for (constant, rate) in [(B9600, 9600), (B1200, 1200), (B1000000, 1_000_000)] {
      let client = try PlainClient(terminal.path)
      var settings = termios()
      tcgetattr(client.descriptor, &settings)
      cfsetspeed(&settings, speed_t(constant))
      #expect(tcsetattr(client.descriptor, TCSANOW, &settings) == 0)
      client.close()
      #expect(terminal.baudRate == rate)
    }
  }

  @Test func everyTerminalIsAnother() throws {
    let terminals = try (0..<8).map { _ in try PseudoTerminal() }
    #expect(Set(terminals.map(\.path)).count == 8)
    for terminal in terminals { #expect(access(terminal.path, F_OK) == 0) }
  }

  @Test func goesAwayWithItsOwner() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal()
    let client = try PlainClient(terminal!.path)
    terminal = nil
    var byte: UInt8 = 0
    #expect(read(client.descriptor, &byte, 1) == 0)
    #expect(write(client.descriptor, &byte, 1) == -1)
    #expect(errno == EIO)
  }
}
