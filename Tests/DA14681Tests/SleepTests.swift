import ChipTesting
import CortexM0
import Machine
import Testing

@testable import DA14681

/// Extended sleep and hibernation, with a program that sleeps, counts what follows, and sleeps again.
struct SleepTests {
  static let mark: UInt32 = 0x07FC_8000
  static let clock: UInt32 = 0x07FC_8010

  /// The low-power clock is the crystal; VBUS interrupts on both edges; all RAM is retained or as `control` says.
  static func sleeper(control: UInt32 = 0x1F0F, systemControl: UInt32 = 0x4403) -> Thumb {
    var program = Thumb()
    program.disableInterrupts()
    program.store16(0x5000_0020, 0x0001)
    program.store16(0x5000_000A, 0x0201)
    program.store16(0x5000_0030, 3)
    program.store32(0xE000_E100, 1 << 25)
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0010, control)
    program.store16(0x5000_0012, systemControl)
    program.store16(0x5000_30D0, 5)
    let loop = program.place
    program.waitForInterrupt()
    program.increment(mark)
    program.copy16(from: 0x5000_30D0, to: clock)
    program.store16(0x5000_0032, 1)
    program.store32(0xE000_E280, 1 << 25)
    program.branch(to: loop)
    return program
  }

  static func asleep(_ program: Thumb) -> (chip: Chip, vbus: LineDriver) {
    let chip = Chip()
    let vbus = chip.soc.vbus.driver("test")
    vbus.value = false
    chip.load(program)
    chip.soc.ram.store([0, 0, 0, 0], at: 0x8000)
    chip.run(for: .milliseconds(1))
    return (chip, vbus)
  }

  @Test func wakesSixteenLowPowerCyclesAfterTheEvent() {
    let (chip, vbus) = Self.asleep(Self.sleeper())
    #expect(chip.soc.mode == .extendedSleep)
    chip.run(for: .seconds(UInt64(10)))
    #expect(chip.soc.mode == .extendedSleep)
    let running = chip.soc.modeTicks[.run]!
    let event = chip.now
    vbus.value = true
    // 16 edges of 32,768 Hz: 750,000 ticks.
    chip.soc.run(until: event + 749_999)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: event + 750_000)
    #expect(chip.soc.mode == .run)
    #expect(chip.soc.modeTicks[.run] == running)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.read(Self.mark, width: 4) == 1)
    // GPIO_CLK_SEL tells that the system domain was off.
    #expect(chip.read(Self.clock) == 0)
    vbus.value = false
    chip.run(for: .milliseconds(2))
    #expect(chip.read(Self.mark, width: 4) == 2)
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  @Test func wakesOnTheRCOscillatorWithFreshRegisters() {
    let (chip, vbus) = Self.asleep(Self.sleeper())
    chip.write(0x5000_0050, 20)
    var ready: [Tick] = []
    chip.soc.fabric.interrupt(.xtal16Ready).observe { if $0 { ready.append(chip.now) } }
    vbus.value = true
    let event = chip.now
    chip.soc.run(until: event + 750_000)
    #expect(chip.read(0x5000_000A) & 0xF003 == 0x2001)
    #expect(chip.read(0x5000_0014) & 1 << 6 == 0)
    #expect(chip.read(0x5000_3100) == 0xFF)
    // The crystal starts again: but the program is asleep again before 20 cycles are over, which cancels it.
    chip.run(for: .seconds(UInt64(1)))
    #expect(ready.isEmpty)
  }

  @Test func withoutALowPowerClockItWakesAfterHalfAMillisecond() {
    var program = Thumb()
    program.store16(0x5000_0020, 0)
    program.store16(0x5000_0030, 2)
    program.store32(0xE000_ED10, 4)
    program.store32(0xE000_E100, 1 << 25)
    program.store16(0x5000_0010, 0x1F0F)
    program.waitForInterrupt()
    program.stop()
    let (chip, vbus) = Self.asleep(program)
    #expect(chip.soc.mode == .extendedSleep)
    let event = chip.now
    vbus.value = true
    chip.soc.run(until: event + 767_999)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: event + 768_000)
    #expect(chip.soc.mode == .run)
  }

  @Test func withADomainUpItIsOnlyWFI() {
    let (chip, vbus) = Self.asleep(Self.sleeper(control: 0x1F0E))
    #expect(chip.soc.mode == .wfi)
    vbus.value = true
    chip.run(for: .microseconds(100))
    #expect(chip.read(Self.mark, width: 4) == 1)
    // The registers were not reset.
    #expect(chip.read(Self.clock) == 5)
  }

  @Test func unretainedMacrosLoseTheirContents() {
    // Macros 0 to 2 are retained, 3 and 4 are not.
    let chip = Chip()
    chip.soc.vbus.driver("test").value = false
    chip.load(Self.sleeper(control: 0x070F))
    for offset in [0x7FFC, 0xFFFC, 0x1_0000, 0x1_8000] { chip.soc.ram.store([1, 2, 3, 4], at: offset) }
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.soc.ram.word(at: 0x7FFC) == 0x0403_0201)
    #expect(chip.soc.ram.word(at: 0xFFFC) == 0x0403_0201)
    #expect(chip.soc.ram.word(at: 0x1_0000) == 0xA5A5_A5A5)
    #expect(chip.soc.ram.word(at: 0x1_8000) == 0xA5A5_A5A5)
  }

  @Test func hibernationEndsInABoot() {
    let (chip, vbus) = Self.asleep(Self.sleeper(control: 0x002F))
    #expect(chip.soc.mode == .hibernation)
    vbus.value = true
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.resets == [.powerOn: 1, .hibernation: 1])
    #expect(chip.soc.ram.word(at: 0x8000) == 0xA5A5_A5A5)
    #expect(chip.read(0x5000_0030) == 0)
  }

  @Test func noWakeSourceSleepsToTheEnd() {
    var program = Thumb()
    program.store16(0x5000_0020, 0)
    program.store32(0xE000_ED10, 4)
    program.waitForInterrupt()
    program.stop()
    let (chip, _) = Self.asleep(program)
    chip.soc.run(until: .seconds(UInt64(1_000_000)))
    #expect(chip.now == .seconds(UInt64(1_000_000)))
    #expect(chip.soc.mode == .extendedSleep)
  }

  @Test func aDeadSystemClockStopsTheCPUAndNotTime() {
    var program = Thumb()
    program.store16(0x5000_0020, 0)
    program.store16(0x5000_000A, 2)
    program.increment(Self.mark)
    program.stop()
    let (chip, _) = Self.asleep(program)
    chip.soc.run(until: .seconds(UInt64(2)))
    #expect(chip.now == .seconds(UInt64(2)))
    #expect(chip.read(Self.mark, width: 4) == 0)
    // The watchdog (2.61 s, then 16 steps) is what gets it out.
    chip.soc.run(until: .seconds(UInt64(4)))
    #expect(chip.soc.resets[.watchdog] == 1)
  }

  @Test func latchedPadsKeepTheirLevelThroughSleep() {
    var program = Thumb()
    program.store16(0x5000_306A, 0x300)
    program.store16(0x5000_3012, 0x40)
    program.store16(0x5000_0012, 0x4403)
    program.store32(0xE000_ED10, 4)
    program.waitForInterrupt()
    program.stop()
    let (chip, _) = Self.asleep(program)
    #expect(chip.soc.mode == .extendedSleep)
    #expect(chip.soc.pads[Pin(4, 6)].level)
    // Opening the latches lets the reset registers through.
    chip.write(0x5000_0012, 0x4423)
    #expect(!chip.soc.pads[Pin(4, 6)].level)
  }
}

/// Waking by the blocks that run in sleep.
struct WakeSourceTests {
  /// Sleeps at once, with all RAM retained and the 32,768 Hz clock; `setUp` prepares a source.
  private func asleep(_ interrupt: Interrupt, _ setUp: (inout Thumb) -> Void) -> Chip {
    var program = Thumb()
    program.disableInterrupts()
    program.store16(0x5000_0020, 0x0001)
    program.store16(0x5000_000A, 0x0201)
    setUp(&program)
    program.store32(0xE000_E100, 1 << UInt32(interrupt.rawValue))
    program.store32(0xE000_ED10, 4)
    program.store16(0x5000_0010, 0x1F0F)
    program.store16(0x5000_0012, 0x4403)
    program.waitForInterrupt()
    program.increment(SleepTests.mark)
    program.stop()
    return SleepTests.asleep(program).chip
  }

  @Test func timer1Wakes() throws {
    let chip = asleep(.timer1) {
      $0.store16(0x5000_000C, 0x40)
      $0.store16(0x5000_020A, 3_276)
      $0.store16(0x5000_0200, 0x21)
    }
    #expect(chip.soc.mode == .extendedSleep)
    let match = try #require(chip.soc.timer1.saveState().match)
    chip.soc.run(until: match + 749_999)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: match + 750_000)
    #expect(chip.soc.mode == .run)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(SleepTests.mark, width: 4) == 1)
  }

  @Test func aDebouncedPinWakes() {
    let chip = asleep(.wakeup) {
      $0.store16(0x5000_000C, 1 << 13)
      $0.store16(0x5000_0102, 1)
      $0.store16(0x5000_0100, 0x80 | 5)
      $0.store16(0x5000_010C, 1 << 2)
    }
    let cable = chip.soc.pads[Pin(1, 2)].driver("test")
    chip.run(for: .seconds(UInt64(100)))
    #expect(chip.soc.mode == .extendedSleep)
    let edge = chip.now
    cable.value = true
    chip.soc.run(until: edge + .milliseconds(5) + 749_999)
    #expect(chip.soc.mode == .extendedSleep)
    chip.soc.run(until: edge + .milliseconds(5) + 750_000)
    #expect(chip.soc.mode == .run)
    chip.run(for: .milliseconds(1))
    #expect(chip.read(SleepTests.mark, width: 4) == 1)
  }

  @Test func aSnapshotInSleepWakesAlike() throws {
    func sleeper() -> Chip {
      asleep(.timer1) {
        $0.store16(0x5000_000C, 0x40)
        $0.store16(0x5000_020A, 3_276)
        $0.store16(0x5000_0200, 0x21)
      }
    }
    let (original, copy) = (sleeper(), Chip())
    // The driver on VBUS that the other one has.
    _ = copy.soc.vbus.driver("test")
    original.run(for: .milliseconds(10))
    try copy.restore(original.snapshot)
    for chip in [original, copy] { chip.soc.run(until: .seconds(UInt64(1))) }
    #expect(copy.read(SleepTests.mark, width: 4) == 1)
    #expect(try original.snapshot == copy.snapshot)
  }

  @Test func sleepCostsWhatItRetains() {
    let chip = asleep(.vbus) { _ in }
    func charge() -> Int128 {
      chip.power.ledger.first { $0.component == "DA14681" && $0.state == "extended_sleep" }?.fromCell.typical ?? 0
    }
    let before = charge()
    chip.run(for: .seconds(UInt64(1)))
    // 1 uA and 128 KiB of 0.01 uA.
    #expect(charge() - before == 2_280_000 * Int128(Tick.perSecond))
  }
}
