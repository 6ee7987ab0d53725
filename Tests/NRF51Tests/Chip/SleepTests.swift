import ChipTesting
import CortexM0
import Machine
import Testing

@testable import NRF51

/// WFI and WFE in System ON, System OFF, and what they cost.
struct SleepTests {
  private let chip = Chip()

  /// Waits for interrupts with PRIMASK set and counts how often it woke, at 0x20000000.
  private static var sleeper: Thumb {
    var program = Thumb()
    program.disableInterrupts()
    let loop = program.place
    program.waitForInterrupt()
    program.increment(0x2000_0000)
    // The handler's part: clears TIMER0's and RTC1's compares and pending requests.
    program.store32(0x4000_8140, 0)
    program.store32(0x4001_1140, 0)
    program.store32(0xE000_E280, 1 << 8 | 1 << 17)
    program.branch(to: loop)
    return program
  }

  private func startSleeper() {
    chip.start(Self.sleeper)
    chip.write(0xE000_E100, 1 << 8 | 1 << 17)
  }

  @Test func sleepWithoutTheFastClockIsExtendedSleepAndWithItWFI() {
    startSleeper()
    chip.run(for: .microseconds(10))
    #expect(chip.soc.mode == .extendedSleep)
    chip.write(0x4000_8000, 1)
    #expect(chip.soc.mode == .wfi)
    chip.write(0x4000_8004, 1)
    #expect(chip.soc.mode == .extendedSleep)
    chip.write(0x4000_0078, 1)
    #expect(chip.soc.mode == .wfi)
    chip.write(0x4000_007C, 1)
    #expect(chip.soc.mode == .extendedSleep)
  }

  @Test func wakingStartsTheClockFirst() {
    startSleeper()
    chip.write(0x4000_0518, 0)
    chip.write(0x4000_0008, 1)
    chip.run(for: .milliseconds(1))
    chip.write(0x4001_1304, 1 << 16)
    chip.write(0x4001_1540, 10)
    chip.write(0x4001_1000, 1)
    while chip.read(0x4001_1140) == 0 { chip.run(for: 1) }
    let woken = chip.now
    #expect(chip.soc.mode == .extendedSleep)
    while chip.soc.mode != .run { chip.run(for: 1) }
    #expect(chip.now - woken == .microseconds(4))
  }

  @Test func withTheTimerRunningItWakesAtOnce() {
    chip.start(Self.sleeper)
    chip.write(0xE000_E100, 1 << 8)
    chip.write(0x4000_8304, 1 << 16)
    chip.write(0x4000_8540, 1_000)
    chip.write(0x4000_8200, 1)
    chip.write(0x4000_8000, 1)
    chip.run(for: .milliseconds(10) + .microseconds(10))
    #expect(chip.read(0x2000_0000) == 10)
    #expect(chip.soc.modeTicks[.extendedSleep] == 0)
    #expect(chip.soc.modeTicks.values.reduce(0, +) == chip.now)
  }

  @Test func sysTickStopsInSleep() {
    var program = Thumb()
    program.store32(0xE000_E014, 0xFF_FFFF)
    program.store32(0xE000_E018, 0)
    program.store32(0xE000_E010, 5)
    program.waitForInterrupt()
    program.stop()
    chip.start(program)
    chip.run(for: .microseconds(20))
    let before = chip.read(0xE000_E018)
    #expect(before > 0xFF_FF00)
    chip.run(for: .milliseconds(100))
    #expect(chip.read(0xE000_E018) == before)
  }

  @Test func systemOffEndsByAPadAndLosesUnretainedRAM() {
    var program = Thumb()
    program.store32(0x4000_0500, 1)
    program.increment(0x2000_0000)
    program.stop()
    let chip = chip
    chip.flash(program)
    chip.soc.start()
    chip.write(0x4000_0524, 3 | 1 << 17)
    chip.write(0x5000_0704, 2 << 16)
    chip.write(0x2000_0000, 5)
    chip.write(0x2000_2000, 6)
    chip.run(for: .seconds(UInt64(1)))
    #expect(chip.soc.mode == .hibernation)
    #expect(chip.read(0x2000_0000) == 0)
    #expect(chip.read(0x2000_2000) == 6)
    let outside = chip.soc.pads[1].driver("test")
    chip.flash(Thumb.stopped)
    outside.value = true
    chip.run(for: .microseconds(1))
    #expect(chip.soc.mode == .run)
    #expect(chip.soc.resets == [.powerOn: 1, .hibernation: 1])
    #expect(chip.read(0x4000_0400) == 0x1_0000)
    #expect(chip.read(0x4000_0524) == 3 | 1 << 17)
    #expect(chip.read(0x5000_0704) == 2 << 16)
  }

  @Test func theComparatorAndTheResetPinEndSystemOffToo() {
    let chip = chip
    chip.start(Thumb.stopped)
    chip.write(0x4000_0500, 1)
    chip.run(for: .milliseconds(1))
    let comparator = chip.soc.fabric.analogDetect.driver("test")
    comparator.value = true
    chip.run(for: .microseconds(1))
    #expect(chip.read(0x4000_0400) == 0x2_0000)
    chip.write(0x4000_0500, 1)
    chip.run(for: .milliseconds(1))
    #expect(chip.soc.mode == .hibernation)
    chip.soc.resetHardware()
    chip.run(for: .microseconds(1))
    #expect(chip.read(0x4000_0400) == 0x2_0001)
  }

  /// The current at the supply, in picoamperes.
  private var typical: Int64 {
    chip.run(for: .seconds(UInt64(1)))
    return chip.power.loadCurrent
  }

  @Test func sleepingCosts2point6MicroamperesAndOffLess() {
    startSleeper()
    chip.run(for: .microseconds(10))
    #expect(typical == 2_600_000)
    // The crystal and an RTC on it.
    chip.write(0x4000_0518, 1)
    chip.write(0x4000_0008, 1)
    #expect(typical == 3_100_000)
    // The fast crystal in standby, and asked for.
    chip.write(0x4000_0000, 1)
    chip.run(for: .milliseconds(1))
    #expect(typical == 3_100_000 + 35_000_000)
    chip.write(0x4000_8000, 1)
    #expect(typical == 3_100_000 + 400_000_000 + 4_000_000)
    chip.write(0x4000_8C0C, 1)
    #expect(typical == 3_100_000 + 400_000_000 + 264_000_000)
    chip.write(0x4000_0500, 1)
    chip.run(for: .milliseconds(1))
    #expect(typical == 600_000)
  }

  @Test func runningCostsWhatWasMeasured() {
    chip.start(Thumb.stopped)
    chip.write(0x4000_0000, 1)
    chip.run(for: .milliseconds(1))
    #expect(typical == 4_280_000_000 + 400_000_000 + 2_600_000)
    chip.write(0x4000_0578, 1)
    // The laboratory supply gives 2,999 mV then.
    #expect(typical == 4_280_000 * 750 * 3_000 / 2_999 + 400_000_000 + 2_600_000)
  }

  /// 10 uA, whatever the threshold, and nothing in sleep or once it is off.
  @Test func thePowerFailureComparatorTakesItsCurrentWhileTheCPUIsAwake() {
    startSleeper()
    func comparator() -> Int64 { chip.power.loads.first { $0.component == "NRF51 POF" }?.drawn.typical ?? -1 }
    #expect(chip.soc.mode == .run && comparator() == 0)
    chip.write(0x4000_0510, 0x1 | 2 << 1)
    #expect(comparator() == 10_000_000)
    chip.run(for: .microseconds(10))
    #expect(chip.soc.mode == .extendedSleep && comparator() == 0)
    chip.write(0x4000_0510, 0)
    chip.startInRAM(Self.sleeper)
    #expect(chip.soc.mode == .run && comparator() == 0)
  }
}
