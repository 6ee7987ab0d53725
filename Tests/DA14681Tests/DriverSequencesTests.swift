import ChipTesting
import Machine
import Testing

@testable import DA14681

/// Register sequences that public drivers and loaders for this chip go through, as programs on a whole chip.
@Suite struct DriverSequencesTests {
  static let mark: UInt32 = 0x07FC_8000
  static let clkCtrl: UInt32 = 0x5000_000A
  static let sysCtrl: UInt32 = 0x5000_0012

  /// Puts a program into RAM at 0x07FC0100 and starts it as an image in flash, which is what answers at 0.
  private func started(_ program: Thumb) -> Chip {
    let chip = Chip()
    chip.soc.start(.image(stackPointer: 0x07FE_0000, programCounter: 0x07FC_0101, remap: .flash))
    chip.soc.ram.store(program.bytes, at: 0x100)
    chip.soc.ram.store([0, 0, 0, 0, 0, 0, 0, 0], at: 0x8000)
    return chip
  }

  /// A loader writes the application's vectors to address 0, which is RAM for the first 256 bytes, and resets by
  /// software: the application starts from there, with flash still at 0.
  @Test func aLoaderStartsAnApplicationFromFlash() {
    var loader = Thumb()
    loader.disableInterrupts()
    loader.store32(0, 0x07FC_7000)
    loader.store32(4, 0x0802_0001)
    loader.store32(0xFC, 0x1234_5678)
    loader.store16(Self.sysCtrl, 0xC422)
    loader.stop()
    let chip = started(loader)
    var application = Thumb()
    application.increment(Self.mark)
    application.stop()
    chip.flash.store(application.bytes, at: 0x2_0000)
    chip.flash.store([0xAA, 0xBB], at: 0x100)
    chip.run(for: .milliseconds(5))
    #expect(chip.soc.resets == [.powerOn: 1, .software: 1])
    #expect(chip.read(Self.mark, width: 4) == 1)
    #expect(chip.read(Self.sysCtrl) & 0x4407 == 0x4402)
    #expect(chip.read(0xFC, width: 4) == 0x1234_5678)
    #expect(chip.read(0x100) == 0xBBAA)
    #expect(chip.soc.cpu.register(13) == 0x07FC_7000)
  }

  /// A reboot by the watchdog: it is made to reset instead of interrupting, set to 1, and let run.
  @Test func aRebootByTheWatchdogTakesOneStep() {
    var program = Thumb()
    program.store16(0x5000_3300, 8)
    program.increment(Self.mark)
    program.store16(0x5000_3102, 1)
    program.store16(0x5000_3100, 1)
    program.store16(0x5000_3302, 8)
    program.stop()
    let chip = started(program)
    chip.write(0x07FC_0000, 0x07FE_0000, width: 4)
    chip.write(0x07FC_0004, 0x07FC_0101, width: 4)
    chip.run(for: .milliseconds(20))
    #expect(chip.soc.resets == [.powerOn: 1, .watchdog: 1])
    #expect(chip.read(Self.mark, width: 4) == 2)
  }

  /// Start-up code stops the crystal, counts its settling by RC32K, and begins it again: trimmed after half a
  /// millisecond, ready 110 cycles of 32 kHz after it was enabled, once.
  @Test func theCrystalSettlesByTheRCOscillator() {
    let chip = started(Thumb.waiting)
    chip.run(for: .milliseconds(10))
    var ready: [Tick] = []
    chip.soc.fabric.interrupt(.xtal16Ready).observe { if $0 { ready.append(chip.now) } }
    chip.write(Self.clkCtrl, 0x0005)
    #expect(chip.read(0x5000_0014) & 0x40 == 0)
    chip.write(0x5000_0050, 110)
    chip.write(Self.clkCtrl, 0x0001)
    let start = chip.now
    chip.soc.run(until: start + .microseconds(499))
    #expect(chip.read(0x5000_0014) & 0x40 == 0)
    chip.soc.run(until: start + .microseconds(501))
    #expect(chip.read(0x5000_0014) & 0x40 != 0)
    chip.run(for: .milliseconds(100))
    #expect(ready.count == 1)
    // 110 cycles of 32 kHz, seen after the instruction or exception entry that the CPU was in, 16 cycles of 16 MHz at most.
    let settled = start + 110 * 48_000
    #expect(ready.allSatisfy { $0 >= settled && $0 <= settled + 16 * 96 })
    chip.write(Self.clkCtrl, 0x0000)
    #expect(chip.read(Self.clkCtrl) & 0xF003 == 0x4000)
  }

  /// The RC oscillator RCX is calibrated before the peripheral domain has been powered for the first time.
  @Test func calibrationNeedsNoPeripheralDomain() {
    let chip = started(Thumb.waiting)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(0x5000_0014) & 0xC == 0x4)
    chip.write(0x5000_0024, 0x0CC2)
    #expect(chip.read(0x5000_1B60) & 4 == 0)
    chip.write(0x5000_1B62, 44)
    chip.write(0x5000_1B60, 3)
    chip.write(0x5000_1B60, 7)
    #expect(chip.read(0x5000_1B60) & 4 != 0)
    chip.run(for: .milliseconds(10))
    #expect(chip.read(0x5000_1B60) & 4 == 0)
    let value = chip.read(0x5000_1B66) << 16 | chip.read(0x5000_1B64)
    // 44 cycles of 11.7 kHz, in cycles of 16 MHz.
    #expect(value >= 60_170 && value <= 60_171)
  }

  /// A free-running TIMER1 whose trigger is moved behind the count does not fire before it has come around.
  @Test func aTriggerBehindTheCountIsFarAway() {
    let chip = started(Thumb.waiting)
    chip.write(0x5000_0020, 1)
    chip.write(Self.clkCtrl, 0x0201)
    var fired: [Tick] = []
    chip.soc.fabric.interrupt(.timer1).observe { if $0 { fired.append(chip.now) } }
    chip.write(0x5000_0200, 0x40)
    chip.write(0x5000_020A, 63)
    chip.write(0x5000_0200, 0x61)
    chip.write(0x5000_000C, 0x40)
    chip.run(for: .milliseconds(3))
    #expect(fired.count == 1)
    let now = chip.read(0x5000_0202)
    chip.write(0x5000_020A, (now - 1) & 0xFFFF)
    chip.run(for: .milliseconds(1_990))
    #expect(fired.count == 1)
    chip.run(for: .milliseconds(20))
    #expect(fired.count == 2)
  }
}

extension Thumb {
  /// Branches to itself.
  static var waiting: Thumb {
    var program = Thumb()
    program.stop()
    return program
  }
}
