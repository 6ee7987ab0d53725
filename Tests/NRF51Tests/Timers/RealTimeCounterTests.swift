import Machine
import Testing

@testable import NRF51

/// RTC0 and RTC1: LFCLK edges, the delays of tasks, the rule of N + 2.
struct RealTimeCounterTests {
  private static let base: UInt32 = 0x4001_1000
  private let bench = Bench()
  private let counters: [RealTimeCounter]

  init() { counters = [RealTimeCounter(0, bench.fabric), RealTimeCounter(1, bench.fabric)] }

  private var counter: UInt32 { read(0x504) }
  private func read(_ offset: UInt32) -> UInt32 { bench.read(Self.base + offset) }
  private func write(_ offset: UInt32, _ value: UInt32) { bench.write(Self.base + offset, value) }

  /// Started, with its zero at edge 1 of LFCLK.
  private func start(prescaler: UInt32 = 0) {
    write(0x508, prescaler)
    write(0x000, 1)
  }

  @Test func startActsAtTheFirstEdgeHalfAClockAway() {
    start()
    bench.run(until: 2 * slowCycle - 1)
    #expect(counter == 0)
    bench.run(until: 2 * slowCycle)
    #expect(counter == 1)
    bench.run(until: 1_001 * slowCycle)
    #expect(counter == 1_000)
  }

  @Test func theThousandthSecondIsExact() {
    start(prescaler: 32_767)
    #expect(read(0x508) == 4_095)
    write(0x008, 1)
    bench.run(until: slowCycle + 4_096 * slowCycle * 8 * 1_000 - 1)
    #expect(counter == 7_999)
    bench.run(for: 1)
    #expect(counter == 8_000)
  }

  @Test func thePrescalerIsLockedWhileItRunsAndLatchedAtTheStart() {
    start(prescaler: 7)
    write(0x508, 3)
    #expect(read(0x508) == 3)
    bench.run(until: slowCycle)
    write(0x508, 0)
    #expect(read(0x508) == 3)
    bench.run(until: slowCycle + 4 * slowCycle)
    #expect(counter == 1)
  }

  @Test(arguments: [(UInt32(0), false), (1, true), (2, true), (3, true)])
  func aCompareTwoAheadIsSureToHappen(ahead: UInt32, happens: Bool) {
    start()
    bench.run(until: 101 * slowCycle)
    write(0x344, 1 << 16)
    write(0x540, 100 + ahead)
    bench.run(until: 110 * slowCycle)
    #expect(read(0x140) == (happens ? 1 : 0))
  }

  @Test func aCompareOneAheadIsMissedInTheLastHalfClock() {
    start()
    write(0x344, 1 << 16)
    bench.run(until: 101 * slowCycle + slowCycle / 2 + 100)
    write(0x540, 101)
    bench.run(until: 110 * slowCycle)
    #expect(read(0x140) == 0)
    bench.run(until: 110 * slowCycle + slowCycle / 2 + 100)
    write(0x540, 111)
    bench.run(until: 120 * slowCycle)
    #expect(read(0x140) == 1)
  }

  @Test func anEventNeedsEVTENOrINTEN() {
    start()
    write(0x540, 10)
    bench.run(until: 20 * slowCycle)
    #expect(read(0x140) == 0)
    write(0x540, 30)
    write(0x304, 1 << 16)
    bench.run(until: 31 * slowCycle - 1)
    #expect(!bench.isRequested(17))
    bench.run(for: 1)
    #expect(bench.isRequested(17))
    #expect(read(0x140) == 1)
  }

  @Test func onlyEVTENLetsAnEventReachThePPI() {
    let sample = Sample(bench.fabric)
    bench.connect(0, from: Self.base + 0x100, to: 0x4000_2000)
    start()
    write(0x304, 1)
    bench.run(until: 3 * slowCycle)
    #expect(read(0x100) == 1)
    #expect(sample.count.isEmpty)
    write(0x344, 1)
    bench.run(until: 5 * slowCycle)
    #expect(sample.count == [0: 2])
    write(0x348, 1)
    #expect(read(0x340) == 0)
  }

  @Test func overflowsAt24Bits() {
    start()
    write(0x344, 2)
    write(0x00C, 1)
    bench.run(until: slowCycle)
    #expect(counter == 0xFF_FFF0)
    bench.run(until: 17 * slowCycle - 1)
    #expect(read(0x104) == 0)
    bench.run(for: 1)
    #expect(counter == 0)
    #expect(read(0x104) == 1)
  }

  @Test func clearToAComparedZeroIsNoEvent() {
    start()
    write(0x344, 1 << 16)
    bench.run(until: 10 * slowCycle)
    write(0x540, 0)
    write(0x008, 1)
    bench.run(until: 20 * slowCycle)
    #expect(counter == 9)
    #expect(read(0x140) == 0)
  }

  @Test func stopHoldsTheCount() {
    start()
    bench.run(until: 11 * slowCycle)
    write(0x004, 1)
    bench.run(until: 30 * slowCycle)
    #expect(counter == 11)
    write(0x000, 1)
    bench.run(until: 41 * slowCycle)
    #expect(counter == 21)
  }

  @Test func standsStillWithoutLFCLK() {
    start()
    bench.run(until: 11 * slowCycle)
    bench.fabric.clocks.configure(at: bench.now) { $0.slowSource = nil }
    bench.run(until: 50 * slowCycle)
    #expect(counter == 10)
    bench.fabric.clocks.configure(at: bench.now) { $0.slowSource = .rc }
    bench.run(for: 5 * slowCycle)
    #expect(counter == 15)
  }

  @Test func RTC0HasThreeCompares() {
    bench.write(0x4000_B000, 1)
    bench.write(0x4000_B344, 0xF_0000)
    for channel in 0..<4 { bench.write(0x4000_B540 + 4 * UInt32(channel), 5) }
    bench.run(until: 10 * slowCycle)
    #expect((0..<4).map { bench.read(0x4000_B140 + 4 * $0) } == [1, 1, 1, 0])
  }

  @Test func doesNotAskForTheFastClock() {
    start()
    bench.run(until: 10 * slowCycle)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test func aRestoredCounterGoesOnTheSame() throws {
    start(prescaler: 2)
    write(0x344, 1 << 16)
    write(0x540, 40)
    bench.run(until: 50 * slowCycle + 17)
    write(0x008, 1)
    let other = Bench()
    let others = [RealTimeCounter(0, other.fabric), RealTimeCounter(1, other.fabric)]
    try other.restore(from: bench)
    for bench in [bench, other] { bench.run(for: 200 * slowCycle) }
    #expect(others[1].bank.values == counters[1].bank.values)
    #expect(other.read(Self.base + 0x504) == counter)
    #expect(read(0x140) == 1)
  }
}
