import Machine
import Testing

@testable import NRF51

/// CLOCK: start-up times, status words, calibration.
struct ClockControlTests {
  private static let base: UInt32 = 0x4000_0000
  private let bench = Bench()
  private let clock: ClockControl

  init() {
    clock = ClockControl(bench.fabric)
    clock.reset()
  }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }

  @Test func theCrystalStartsInItsTime() {
    #expect(read(0x40C) == 0)
    write(0x000, 1)
    #expect(read(0x408) == 1)
    bench.run(until: .microseconds(600) - 1)
    #expect(read(0x100) == 0)
    #expect(read(0x40C) == 0)
    bench.run(for: 1)
    #expect(read(0x100) == 1)
    #expect(read(0x40C) == 0x1_0001)
    write(0x100, 0)
    write(0x000, 1)
    #expect(read(0x100) == 1)
    write(0x004, 1)
    #expect(read(0x408) == 0)
    #expect(read(0x40C) == 0)
  }

  @Test(arguments: [(UInt32(0), Tick.microseconds(500)), (1, .milliseconds(250)), (2, 0)])
  func theSlowClockStartsInItsTime(source: UInt32, time: Tick) {
    write(0x518, source)
    write(0x008, 1)
    write(0x518, 0)
    #expect(read(0x41C) == source)
    if time > 0 {
      bench.run(until: time - 1)
      #expect(read(0x418) == 0)
      #expect(bench.fabric.clocks.slow.rate == nil)
    }
    bench.run(until: time)
    #expect(read(0x104) == 1)
    #expect(read(0x418) & 0x1_0003 == 0x1_0000 | source)
    #expect(bench.fabric.clocks.slow.rate?.hertz == 32_768)
    #expect(bench.fabric.clocks.slowOrigin == time)
    #expect(bench.fabric.clocks.requests == (source == 2 ? 1 : 0))
    write(0x00C, 1)
    #expect(read(0x418) == 0)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test func withoutItsCrystalTheSlowClockNeverStarts() {
    let bench = Bench()
    let clock = ClockControl(bench.fabric, hasSlowCrystal: false)
    clock.reset()
    bench.write(Self.base + 0x518, 1)
    bench.write(Self.base + 0x008, 1)
    bench.run(for: .seconds(UInt64(2)))
    #expect([0x104, 0x414, 0x418, 0x41C].map { bench.read(Self.base + $0) } == [0, 1, 0, 1])
  }

  @Test func calibratesAgainstTheCrystalOnly() {
    write(0x008, 1)
    bench.run(for: .milliseconds(1))
    write(0x010, 1)
    bench.run(for: .milliseconds(100))
    #expect(read(0x10C) == 0)
    write(0x000, 1)
    bench.run(for: .milliseconds(1))
    write(0x010, 1)
    bench.run(for: .milliseconds(17) - 1)
    #expect(read(0x10C) == 0)
    bench.run(for: 1)
    #expect(read(0x10C) == 1)
  }

  @Test func theCalibrationTimerCountsQuartersOfASecond() {
    write(0x538, 3)
    write(0x304, 0x10)
    write(0x014, 1)
    bench.run(until: .milliseconds(750) - 1)
    #expect(!bench.isRequested(0))
    bench.run(for: 1)
    #expect(bench.isRequested(0))
    write(0x110, 0)
    write(0x014, 1)
    write(0x018, 1)
    bench.run(for: .seconds(UInt64(2)))
    #expect(read(0x110) == 0)
  }

  @Test func driftIsThatOfTheCrystals() {
    bench.fabric.clocks.configure(at: 0) {
      $0.fastDrift = 40
      $0.slowDrift = -20
    }
    #expect(bench.fabric.clocks.fast.rate?.hertz == 16_000_000)
    write(0x000, 1)
    write(0x518, 1)
    write(0x008, 1)
    bench.run(for: .seconds(UInt64(1)))
    #expect(bench.fabric.clocks.fast.rate?.hertz == 16_000_640)
    #expect(bench.fabric.clocks.slow.rate?.hertz == 32_767)
  }
}
