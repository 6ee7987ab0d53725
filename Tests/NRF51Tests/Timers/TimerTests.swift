import Machine
import Testing

@testable import NRF51

/// TIMER0 to TIMER2: exact edges, captures, shorts, widths and counting.
struct TimerTests {
  private static let base: UInt32 = 0x4000_8000
  private let bench = Bench()
  private let timer: NRF51Timer
  private let second: NRF51Timer

  init() {
    timer = NRF51Timer(0, bench.fabric)
    second = NRF51Timer(1, bench.fabric)
  }

  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }

  private func captured(_ base: UInt32 = TimerTests.base) -> UInt32 {
    bench.write(base + 0x40, 1)
    return bench.read(base + 0x540)
  }

  @Test(arguments: [UInt32(0), 1, 4, 9, 15])
  func countsTheClockDividedByAPowerOfTwo(prescaler: UInt32) {
    write(0x508, 3)
    write(0x510, prescaler)
    write(0x000, 1)
    let edge = cycle << UInt64(min(prescaler, 9))
    bench.run(for: 1_000 * edge - 1)
    #expect(captured() == 999)
    bench.run(for: 1)
    #expect(captured() == 1_000)
  }

  @Test func aCompareHappensAtItsTickAndWithClearAgainAndAgain() {
    write(0x508, 3)
    write(0x544, 1_000)
    write(0x200, 1 << 1)
    write(0x304, 1 << 17)
    write(0x000, 1)
    var times: [Tick] = []
    for _ in 0..<3 {
      while !bench.isRequested(8) { bench.run(until: bench.emulation.scheduler.nextDeadline) }
      times.append(bench.now)
      write(0x144, 0)
      #expect(!bench.isRequested(8))
    }
    #expect(times == [1, 2, 3].map { .milliseconds($0) })
  }

  @Test func aCompareWithThePresentCountWaitsAFullTurn() {
    write(0x508, 1)
    write(0x510, 0)
    write(0x540, 0)
    write(0x000, 1)
    bench.run(for: 255 * cycle)
    #expect(read(0x140) == 0)
    bench.run(for: cycle)
    #expect(read(0x140) == 1)
    write(0x140, 0)
    write(0x00C, 1)
    bench.run(for: 255 * cycle)
    #expect(read(0x140) == 0)
  }

  @Test func aCompareBeyondTheWidthNeverHappens() {
    write(0x508, 1)
    write(0x510, 0)
    write(0x540, 0x100)
    write(0x000, 1)
    bench.run(for: 1_000 * cycle)
    #expect(read(0x140) == 0)
  }

  @Test func stopHoldsTheCountAndShutdownClearsIt() {
    write(0x510, 0)
    write(0x000, 1)
    bench.run(for: 10 * cycle)
    write(0x004, 1)
    bench.run(for: 10 * cycle)
    #expect(captured() == 10)
    write(0x000, 1)
    bench.run(for: 5 * cycle)
    #expect(captured() == 15)
    write(0x010, 1)
    #expect(captured() == 0)
    bench.run(for: 5 * cycle)
    #expect(captured() == 0)
  }

  @Test func theStopShortEndsIt() {
    write(0x510, 0)
    write(0x540, 7)
    write(0x200, 1 << 8)
    write(0x000, 1)
    bench.run(for: 100 * cycle)
    #expect(captured() == 7)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test func onlyTimer0IsWiderThan16Bits() {
    for base in [Self.base, Self.base + 0x1000] {
      bench.write(base + 0x508, 3)
      bench.write(base + 0x510, 0)
      bench.write(base, 1)
    }
    bench.run(for: 70_000 * cycle)
    #expect(captured() == 70_000)
    #expect(captured(Self.base + 0x1000) == 70_000 - 65_536)
  }

  @Test func countsTasksInCounterMode() {
    write(0x504, 1)
    write(0x540, 3)
    write(0x200, 1)
    write(0x000, 1)
    for _ in 0..<2 { write(0x008, 1) }
    #expect(read(0x140) == 0)
    #expect(bench.fabric.clocks.requests == 0)
    write(0x008, 1)
    #expect(read(0x140) == 1)
    write(0x008, 1)
    write(0x044, 1)
    #expect(read(0x544) == 1)
  }

  @Test func oneTimerCountsTheOthersComparesByThePPI() {
    write(0x510, 0)
    write(0x540, 16)
    write(0x200, 1)
    bench.write(0x4000_9504, 1)
    bench.write(0x4000_9000, 1)
    bench.connect(0, from: 0x4000_8140, to: 0x4000_9008)
    write(0x000, 1)
    bench.run(for: 16 * cycle * 1_000)
    #expect(captured(0x4000_9000) == 1_000)
  }

  @Test func captureByThePPIIsExactAlthoughTheAlarmIsLate() {
    // TIMER0's compare at 100 captures TIMER1, which started at the same tick, however late the alarm is run.
    write(0x510, 0)
    write(0x540, 100)
    bench.write(0x4000_9510, 0)
    bench.connect(0, from: 0x4000_8140, to: 0x4000_9044)
    write(0x000, 1)
    bench.write(0x4000_9000, 1)
    bench.emulation.scheduler.advance(to: 150 * cycle)
    bench.emulation.scheduler.fireDue()
    #expect(bench.read(0x4000_9544) == 100)
  }

  @Test func keepsTheClockOnWhileItRuns() {
    #expect(bench.fabric.clocks.requests == 0)
    write(0x000, 1)
    #expect(bench.fabric.clocks.requests == 1)
    write(0xFFC, 0)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test func acceptsTheWordOfAnomaly73() {
    write(0xC0C, 1)
    #expect(read(0xC0C) == 1)
    #expect(bench.emulation.journal.unmodelled.isEmpty)
  }

  @Test func aRestoredTimerGoesOnTheSame() throws {
    write(0x508, 3)
    write(0x510, 2)
    write(0x540, 1_000)
    write(0x200, 1)
    write(0x000, 1)
    bench.run(for: 777_777)
    let other = Bench()
    let timers = [NRF51Timer(0, other.fabric), NRF51Timer(1, other.fabric)]
    try other.restore(from: bench)
    #expect(other.fabric.clocks.requests == 1)
    for bench in [bench, other] { bench.run(for: 1_234_567) }
    other.write(Self.base + 0x48, 1)
    write(0x48, 1)
    #expect(other.read(Self.base + 0x548) == read(0x548))
    #expect(timers[0].bank.values == timer.bank.values)
  }
}
