import Machine
import Testing

@testable import DA14580

/// The boot ROM at OTP, at a serial flash and at a serial EEPROM.
struct BootMemoryTests {
  /// A flash that reads by 03, and remembers its commands.
  private final class Flash: SPITarget {
    let contents: [UInt8]
    private(set) var commands: [UInt8] = []
    private var received: [UInt8] = []
    private let select: Line

    init(_ contents: [UInt8], select: Line) {
      self.contents = contents
      self.select = select
      select.observe { [unowned self] in if !$0 { received = [] } }
    }

    var isSelected: Bool { !select.level }

    func exchange(_ word: UInt32, bits: Int) -> UInt32 {
      defer { received.append(UInt8(truncatingIfNeeded: word)) }
      if received.isEmpty { commands.append(UInt8(truncatingIfNeeded: word)) }
      guard received.count >= 4, received[0] == 0x03 else { return 0xFF }
      let place = Int(received[2]) << 8 | Int(received[3]) + received.count - 4
      return place < contents.count ? UInt32(contents[place]) : 0xFF
    }
  }

  private func chip(_ contents: [UInt8]) -> (Chip, Flash) {
    let chip = Chip()
    chip.soc.pull("P0_3", to: true)
    let flash = Flash(contents, select: chip.soc.pad(named: "P0_3")!)
    chip.soc.spi.wires.attach(flash)
    return (chip, flash)
  }

  private static func image(_ program: [UInt8], mark: [UInt8] = [0x70, 0x50]) -> [UInt8] {
    mark + [0, 0, 0, 0, UInt8(program.count >> 8), UInt8(program.count & 0xFF)] + program
  }

  /// Silence at four pairs, the second of which reads high, as chip selects are pulled up.
  private static let flashTurn = Tick.milliseconds(32 + 40 + 100 + 40 + 40)

  @Test func startsAProgramFromFlash() {
    let program = Program.marking(0xF1A5)
    let (chip, flash) = chip(Self.image(program))
    chip.soc.start()
    let end = Self.flashTurn + .microseconds(50) + Tick(4 + 8 + program.count) * 4_688
    chip.soc.run(until: end - 1)
    #expect(chip.soc.cpu.instructions == 0)
    #expect(!chip.soc.pad(named: "P0_3")!.level)
    chip.soc.run(until: end + .microseconds(20))
    #expect(chip.read(Program.mark, width: 4) == 0xF1A5)
    #expect(chip.soc.pad(named: "P0_3")!.level)
    #expect(flash.commands == [0xAB, 0x03])
  }

  @Test func aProgramOf32KBStartsAfter292Milliseconds() {
    var program = Program.marking(3)
    program += [UInt8](repeating: 0, count: 0x8000 - program.count)
    let chip = Chip()
    // The select of this board has no pull-up, so the second pair reads low like the others.
    let flash = Flash(Self.image(program), select: chip.soc.pad(named: "P0_3")!)
    chip.soc.spi.wires.attach(flash)
    chip.soc.start()
    chip.soc.run(until: .milliseconds(292))
    #expect(chip.soc.cpu.instructions == 0)
    chip.soc.run(until: .milliseconds(293))
    #expect(chip.read(Program.mark, width: 4) == 3)
  }

  @Test(arguments: [[0x70, 0x51], [0xFF, 0xFF], [0x50, 0x70]] as [[UInt8]])
  func anotherMarkIsNoProgram(mark: [UInt8]) {
    let (chip, _) = chip(Self.image(Program.marking(1), mark: mark))
    chip.soc.start()
    chip.soc.run(until: .seconds(UInt64(2)))
    #expect(chip.soc.cpu.instructions == 0)
    #expect(chip.soc.bootROM.isRunning)
  }

  @Test func aSnapshotInTheTransferGoesOnAlike() throws {
    let image = Self.image(Program.marking(0xBEE))
    let ((original, _), (copy, copyFlash)) = (chip(image), chip(image))
    original.soc.start()
    original.soc.run(until: Self.flashTurn + .microseconds(50) + 20 * 4_688)
    try copy.restore(original.snapshot)
    // The flash is not part of the snapshot here: it is given what it had received.
    for byte in [0x03, 0, 0, 0] + [UInt8](repeating: 0, count: 16) { _ = copyFlash.exchange(UInt32(byte), bits: 8) }
    for chip in [original, copy] { chip.run(for: .milliseconds(1)) }
    #expect(copy.read(Program.mark, width: 4) == 0xBEE)
    #expect(try copy.snapshot == original.snapshot)
  }

  @Test func startsAProgramFromOTP() {
    let chip = Chip()
    chip.soc.otp.store(Program.marking(0x07F), at: 0)
    chip.soc.otp.store([0xA5, 0xA5, 0x34, 0x12, 0x34, 0x12, 0xA5, 0xA5], at: 0x7F00)
    chip.soc.start()
    // 2 ms, and 3 cycles for each of 8,128 words.
    let end = .milliseconds(2) + 8_128 * 3 * 96 as Tick
    chip.soc.run(until: end - 1)
    #expect(chip.soc.cpu.instructions == 0)
    chip.soc.run(until: end + .microseconds(20))
    #expect(chip.read(Program.mark, width: 4) == 0x07F)
    #expect(chip.read(0x5000_0012) & 3 == 2)
  }

  @Test func oneFlagAloneIsNoProgram() {
    let chip = Chip()
    chip.soc.otp.store(Program.marking(1), at: 0)
    chip.soc.otp.store([0xA5, 0xA5, 0x34, 0x12], at: 0x7F00)
    chip.soc.start()
    chip.soc.run(until: .milliseconds(20))
    #expect(chip.soc.cpu.instructions == 0)
  }

  private final class EEPROM: I2CTarget {
    var contents: [UInt8]
    private var place = 0
    private var written = 0
    let i2cAddress: UInt8? = 0x50

    init(_ contents: [UInt8]) { self.contents = contents }
    func i2cStart(isRead: Bool) -> Bool {
      written = 0
      return true
    }
    func i2cWrite(_ byte: UInt8) -> Bool {
      place = written == 0 ? Int(byte) << 8 : place | Int(byte)
      written += 1
      return true
    }
    func i2cRead(acknowledged: Bool) -> UInt8 {
      defer { place += 1 }
      return place < contents.count ? contents[place] : 0xFF
    }
    func i2cStop() {}
  }

  @Test(arguments: [true, false])
  func startsAProgramFromAnEEPROMWithItsCheckByte(isRight: Bool) {
    let program = Program.marking(0xEE)
    let check = program.reduce(0, ^) ^ (isRight ? 0 : 1)
    let header: [UInt8] = [0x70, 0x50, 0, UInt8(program.count), check] + [UInt8](repeating: 0, count: 27)
    let chip = Chip()
    let memory = EEPROM(header + program)
    chip.soc.i2c.wires.attach(memory)
    chip.soc.start()
    let turn = Tick.milliseconds(32 + 160) + .microseconds(50) + 12 * 4_688
    let end = turn + Tick(5 + 32 + program.count - 1) * .microseconds(90)
    chip.soc.run(until: end - 1)
    #expect(chip.soc.cpu.instructions == 0)
    chip.soc.run(until: end + .microseconds(20))
    #expect(chip.read(Program.mark, width: 4) == (isRight ? 0xEE : 0xA5A5_A5A5))
    #expect(chip.soc.bootROM.isRunning != isRight)
    #expect(memory.contents.count == 32 + program.count)
  }
}
