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
    #expect(client.waitForEnd())
    var byte: UInt8 = 0
    #expect(write(client.descriptor, &byte, 1) == -1)
    #expect(errno == EIO)
  }

  @Test func knowsWhetherAClientIsThere() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.isOpenElsewhere() != true)
    let client = try PlainClient(terminal.path)
    #expect(terminal.isOpenElsewhere() == true)
    client.close()
    waitUntilClosed(terminal)
    let other = try ClientProcess(
      python: "import os, sys; f = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); print('open'); sys.stdin.readline()",
      terminal.path)
    #expect(other.line() == "open")
    #expect(terminal.isOpenElsewhere() == true)
    other.killNow()
    waitUntilClosed(terminal)
  }

  /// A test that runs at the same time may be starting a process, which has a copy of every descriptor for a moment.
  private func waitUntilClosed(_ terminal: PseudoTerminal) {
    let deadline = ContinuousClock.now + patience
    while terminal.isOpenElsewhere() == true {
      guard ContinuousClock.now < deadline else {
        Issue.record("still open")
        return
      }
      sched_yield()
    }
  }

  @Test func exclusiveUseEndsWithTheClient() throws {
    let terminal = try PseudoTerminal()
    let client = try PlainClient(terminal.path)
    #expect(ioctl(client.descriptor, 0x540C) == 0)  // TIOCEXCL
    client.close()
    terminal.reset()
    let next = try PlainClient(terminal.path)
    var isExclusive: Int32 = -1
    #expect(ioctl(next.descriptor, 0x8004_5440, &isExclusive) == 0)  // TIOCGEXCL
    #expect(isExclusive == 0)
  }
}
