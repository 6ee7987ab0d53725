import ChipTesting
import CortexM0
import Machine
import Testing

@testable import DA14580

/// Extended and deep sleep as public sleep code enters them, with a program that counts what follows.
struct SleepTests {
  static let mark = Program.mark
  /// In retention RAM.
  static let retained: UInt32 = 0x0008_0000

  /// Sleeps with pads latched and the domains down; P0_2 high wakes it at once. `systemControl` is SYS_CTRL, `power` PMU_CTRL.
  static func sleeper(systemControl: UInt32, power: UInt32 = 0x0F06, crystal: Bool = true) -> Thumb {
    var program = Thumb()
    program.disableInterrupts()
    if crystal { program.store16(0x5000_0020, 0x071D) }
    program.store16(0x5000_0022, 0xA1)
    program.store16(0x5000_000A, 0x0001)
    program.store16(0x5000_0004, 0x10)
    program.store16(0x5000_0102, 1)
    program.store16(0x5000_010A, 1 << 2)
    program.store16(0x5000_0100, 0x80)
    program.store32(0xE000_E100, 1 << 16)
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0010, power)
    program.store16(0x5000_0012, systemControl)
    let loop = program.place
    program.waitForInterrupt()
    program.increment(mark)
    program.store16(0x5000_0104, 1)
    program.store32(0xE000_E280, 1 << 16)
    program.branch(to: loop)
    return program
  }

  /// Extended sleep on XTAL32K.
  static let extended: UInt32 = 0x0E

  static func asleep(_ program: Thumb) -> (chip: Chip, wake: LineDriver) {
    let chip = Chip()
    let wake = chip.soc.pad(named: "P0_2")!.driver("test")
    chip.load(program)
    chip.soc.ram.store([0, 0, 0, 0], at: 0x1000)
    chip.soc.retentionRAM.store([1, 2, 3, 4], at: 0)
    chip.run(for: .milliseconds(1))
    return (chip, wake)
  }

  @Test func wakesTwentyOneCyclesAfterTheEventAndGoesOn() {
    let (chip, wake) = Self.asleep(Self.sleeper(systemControl: Self.extended))
    #expect(chip.soc.mode == .extendedSleep)
    chip.run(for: .seconds(UInt64(10)))
    let event = chip.now
    wake.value = true
    // 21 cycles of 32,768 Hz: 984,375 ticks.
    chip.soc.run(until: event + 984_374)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: event + 984_375)
    #expect(chip.soc.mode == .run)
    // It runs from RC16M; the crystal settles 3.5 ms later.
    #expect(chip.read(0x5000_000A) & 0xE0 == 0x40)
    #expect(chip.read(0x5000_0014) & 0xC0 == 0)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(Self.mark, width: 4) == 1)
    #expect(chip.soc.mode == .extendedSleep)
    wake.value = nil
    chip.run(for: .milliseconds(1))
    wake.value = true
    chip.run(for: .milliseconds(2))
    #expect(chip.read(Self.mark, width: 4) == 2)
    #expect(chip.soc.resets == [.powerOn: 1])
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  @Test func withADomainUpItIsOnlyWFI() {
    let (chip, wake) = Self.asleep(Self.sleeper(systemControl: Self.extended, power: 0x0F04))
    #expect(chip.soc.mode == .wfi)
    wake.value = true
    chip.run(for: .microseconds(100))
    #expect(chip.read(Self.mark, width: 4) == 1)
  }

  @Test func onRCXItWakesEighteenCyclesLater() {
    var program = Thumb()
    program.store16(0x5000_0024, 0x1978)
    let tail = Self.sleeper(systemControl: 0x06, crystal: false)
    let (chip, wake) = Self.asleep(program + tail)
    #expect(chip.soc.mode == .extendedSleep)
    let event = chip.now
    wake.value = true
    chip.soc.run(until: event + 18 * .microseconds(89) - 1)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: event + 18 * .microseconds(89))
    #expect(chip.soc.mode == .run)
  }

  @Test func deepSleepLosesSysRAMAndCopiesOTPBack() {
    let (chip, wake) = Self.asleep(Self.sleeper(systemControl: 0x1A, power: 0x0306))
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.soc.ram.word(at: 0x100) == 0xA5A5_A5A5)
    // Two of the cells are kept.
    #expect(chip.soc.retentionRAM.word(at: 0) == 0x0403_0201)
    #expect(chip.soc.retentionRAM.word(at: 0x1000) == 0xA5A5_A5A5)
    chip.soc.otp.store(Self.sleeper(systemControl: 0x1A, power: 0x0306).bytes, at: 0x100)
    let event = chip.now
    wake.value = true
    // 21 and 50 cycles of 32,768 Hz.
    chip.soc.run(until: event + 3_328_124)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: event + 3_328_125)
    #expect(chip.soc.mode == .run)
    // NWORDS is 0 after reset: one word.
    #expect(chip.soc.ram.word(at: 0) == 0)
    #expect(chip.soc.ram.word(at: 0x100) == 0xA5A5_A5A5)
  }

  @Test func deepSleepCopiesAsManyWordsAsTheControllerIsSetTo() {
    var setting = Thumb()
    setting.store32(0x4000_8014, 0x1FBF)
    let program = setting + Self.sleeper(systemControl: 0x1A, power: 0x0306)
    let (chip, wake) = Self.asleep(program)
    chip.soc.otp.store(program.bytes, at: 0x100)
    wake.value = true
    chip.run(for: .milliseconds(4))
    // The program goes on behind its WFI, and its mark was copied as 0.
    #expect(chip.soc.resets == [.powerOn: 1])
    #expect(chip.soc.cpu.faults == 0)
    #expect(chip.soc.mode == .extendedSleep)
  }

  @Test func resetOnWakeUpBoots() {
    let (chip, wake) = Self.asleep(Self.sleeper(systemControl: 0x0A, power: 0x0107))
    #expect(chip.soc.mode == .hibernation)
    wake.value = true
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.resets == [.powerOn: 1, .hibernation: 1])
    #expect(chip.soc.bootROM.isRunning)
    #expect(chip.soc.retentionRAM.word(at: 0) == 0x0403_0201)
  }

  @Test func latchedPadsKeepTheirLevel() {
    var program = Thumb()
    program.store16(0x5000_3048, 0x300)
    program.store16(0x5000_3042, 0x2)
    let (chip, _) = Self.asleep(program + Self.sleeper(systemControl: Self.extended))
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.soc.pad(named: "P2_1")!.level)
    // Opening the latches lets the reset registers through.
    chip.write(0x5000_0012, 0x2E)
    #expect(!chip.soc.pad(named: "P2_1")!.level)
  }

  @Test func sleepCostsWhatItKeeps() {
    let (extended, _) = Self.asleep(Self.sleeper(systemControl: Self.extended, power: 0x0F06))
    let (deep, _) = Self.asleep(Self.sleeper(systemControl: 0x0A, power: 0x0106))
    for (chip, state, expected) in [(extended, "extended_sleep", 5_080_000), (deep, "deep_sleep", 1_020_000)] {
      let before = (chip.charge("DA14580", state), chip.charge("DA14580 XTAL32K", "on"))
      let fast = chip.charge("DA14580 XTAL16M", "on") + chip.charge("DA14580 RC16M", "on")
      chip.run(for: .seconds(UInt64(1)))
      #expect(chip.charge("DA14580", state) - before.0 == Int128(expected) * Int128(Tick.perSecond))
      #expect(chip.charge("DA14580 XTAL32K", "on") - before.1 == 250_000 * Int128(Tick.perSecond))
      #expect(chip.charge("DA14580 XTAL16M", "on") + chip.charge("DA14580 RC16M", "on") == fast)
    }
  }

  @Test func theDocumentedCurrentsAreTheDataSheets() {
    let figures = DA14580.Coefficients.documented
    func microamperes(cells: Double, ram: Bool, _ oscillator: Coefficient) -> Double {
      figures.sleep.typical + cells * figures.retentionPerKiB.typical + (ram ? figures.sysRAM.typical : 0)
        + oscillator.typical
    }
    for (measured, expected) in [
      (microamperes(cells: 1, ram: false, figures.rc32K), 0.40),
      (microamperes(cells: 2, ram: false, figures.xtal32K), 0.45),
      (microamperes(cells: 8, ram: false, figures.xtal32K), 0.60),
      (microamperes(cells: 1, ram: true, figures.xtal32K), 1.2),
      (microamperes(cells: 8, ram: true, figures.xtal32K), 1.4),
    ] {
      #expect(abs(measured - expected) < 0.013)
    }
  }

  @Test func theBluetoothTimerWakes() {
    var program = Thumb()
    program.disableInterrupts()
    program.store16(0x5000_0020, 0x071D)
    program.store32(0xE000_E100, 1)
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0010, 0x0F06)
    program.store16(0x5000_0012, Self.extended)
    // 3,277 cycles, woken 64 before.
    program.store32(0x4000_0034, 3_277)
    program.store32(0x4000_003C, 64 << 10)
    program.store32(0x4000_0030, 4)
    program.waitForInterrupt()
    program.increment(Self.mark)
    program.stop()
    let (chip, _) = Self.asleep(program)
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.read(0x4000_0030, width: 4) & 0x8000 != 0)
    chip.run(for: .milliseconds(96))
    #expect(chip.soc.mode == .extendedSleep)
    chip.run(for: .milliseconds(5))
    #expect(chip.soc.mode == .run)
    #expect(chip.read(Self.mark, width: 4) == 1)
    #expect(chip.read(0x4000_0030, width: 4) & 0x8000 == 0)
    #expect(chip.read(0x4000_0038, width: 4) == 3_277)
    #expect(chip.read(0x4000_0014, width: 4) == 4)
  }

  @Test func aSnapshotInSleepWakesAlike() throws {
    let (original, wake) = Self.asleep(Self.sleeper(systemControl: Self.extended))
    let copy = Chip()
    let otherWake = copy.soc.pad(named: "P0_2")!.driver("test")
    original.run(for: .milliseconds(10))
    try copy.restore(original.snapshot)
    for driver in [wake, otherWake] { driver.value = true }
    for chip in [original, copy] { chip.run(for: .milliseconds(5)) }
    #expect(copy.read(Self.mark, width: 4) == 1)
    #expect(try original.snapshot == copy.snapshot)
  }
}
