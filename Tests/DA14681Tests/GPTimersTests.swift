import Machine
import SeededRandom
import Testing

@testable import DA14681

@Suite struct GPTimersTests {
  let bench = Bench()
  let timers: GPTimers

  init() {
    timers = GPTimers(bench.fabric)
    bench.fabric.clocks.configure { $0.timers = 1 << 2 | 1 << 10 }
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_3400 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_3400 + offset, value) }

  func interrupts(until end: Tick) -> [Tick] {
    var times: [Tick] = []
    bench.fabric.interrupt(.timer0).observe { if $0 { times.append(bench.now) } }
    bench.run(until: end)
    return times
  }

  /// The times at which a pad changes, up to `end`.
  func edges(of pin: Pin, until end: Tick) -> [Tick] {
    var times: [Tick] = []
    bench.fabric.pads[pin].observe { _ in times.append(bench.now) }
    bench.run(until: end)
    return times
  }

  func start0(m: UInt32, n: UInt32, on: UInt32, control: UInt32) {
    write(0x02, on)
    write(0x04, m)
    write(0x06, n)
    write(0x00, control)
  }

  @Test func interruptAtTheEndOfThePeriodInWhichOnRunsOut() {
    start0(m: 499, n: 499, on: 550, control: 0x07)
    #expect(interrupts(until: 3500 * cycle) == [1000, 2000, 3000].map { $0 * cycle })
  }

  /// A public example counts on it: both counters stand at 0 when the timer is started.
  @Test func theStartIsAnInterruptToo() {
    var times: [Tick] = []
    bench.fabric.interrupt(.timer0).observe { [bench] in if $0 { times.append(bench.now) } }
    bench.run(until: 100 * cycle)
    start0(m: 499, n: 499, on: 200, control: 0x07)
    #expect(times == [100 * cycle])
    bench.run(until: 2_500 * cycle)
    #expect(times == [100, 1100, 2100].map { $0 * cycle })
    write(0x00, 0x06)
    // Started without its clock it waits for that.
    bench.fabric.clocks.configure { $0.timers = 0 }
    write(0x00, 0x07)
    bench.run(until: 3_000 * cycle)
    #expect(times.count == 3)
    bench.fabric.clocks.configure { $0.timers = 1 << 2 }
    #expect(times.last == 3_000 * cycle)
  }

  /// A duty of FREQ is one of 100 %, of more too; start and end alike are none.
  @Test func fullDutyHasNoEdges() {
    bench.route(Pin(4, 0), .pwm2)
    bench.route(Pin(4, 1), .pwm3)
    bench.route(Pin(4, 2), .pwm4)
    write(0x14, 100)
    for (index, range) in [(0, 100), (0, 0x3FFF), (7, 7)].enumerated() {
      write(0x08 + 2 * UInt32(index), UInt32(range.0))
      write(0x0E + 2 * UInt32(index), UInt32(range.1))
    }
    write(0x16, 0x01)
    for time in stride(from: 0, to: 350, by: 7) as StrideTo<Tick> {
      bench.run(until: time * cycle)
      #expect(bench.fabric.pads[Pin(4, 0)].level && bench.fabric.pads[Pin(4, 1)].level)
      #expect(!bench.fabric.pads[Pin(4, 2)].level)
    }
  }

  @Test func onSpansPeriodsAndCountsATenth() {
    start0(m: 49, n: 49, on: 25, control: 0x03)  // 250 cycles: three periods of 100
    #expect(interrupts(until: 700 * cycle) == [300, 600].map { $0 * cycle })
  }

  @Test func slowClockIsTheLowPowerOne() {
    start0(m: 0, n: 0, on: 31, control: 0x05)
    #expect(interrupts(until: 70 * 46_875) == [32, 64].map { $0 * 46_875 })
  }

  @Test func countersReadBack() {
    start0(m: 9, n: 4, on: 100, control: 0x07)
    #expect(read(0x04) == 9)
    bench.run(until: 9 * cycle)
    #expect(read(0x04) == 0)
    bench.run(until: 10 * cycle)
    #expect(read(0x04) == 4)
    #expect(read(0x02) == 90)
    #expect(read(0x06) == 0)
  }

  @Test func changedPartsHoldFromTheNextPeriod() {
    bench.route(Pin(4, 6), .pwm0)
    start0(m: 9, n: 9, on: 0, control: 0x07)
    bench.run(until: 5 * cycle)
    write(0x04, 19)
    write(0x06, 4)
    #expect(edges(of: Pin(4, 6), until: 70 * cycle) == [10, 20, 40, 45, 65, 70].map { $0 * cycle })
  }

  @Test func pwm1IsTheOppositeOfPWM0() {
    bench.route(Pin(4, 6), .pwm0)
    bench.route(Pin(4, 7), .pwm1)
    start0(m: 9, n: 4, on: 0, control: 0x07)
    for time in 1...60 as ClosedRange<Tick> {
      bench.run(until: time * cycle)
      #expect(bench.fabric.pads[Pin(4, 6)].level == (time % 15 < 10))
      #expect(bench.fabric.pads[Pin(4, 7)].level == (time % 15 >= 10))
    }
    write(0x00, 0)
    #expect(!bench.fabric.pads[Pin(4, 6)].level && !bench.fabric.pads[Pin(4, 7)].level)
  }

  @Test func triplePWM() {
    bench.route(Pin(4, 0), .pwm2)
    bench.route(Pin(4, 1), .pwm3)
    bench.route(Pin(4, 2), .pwm4)
    write(0x14, 16)
    for (index, range) in [(0, 4), (12, 16), (14, 2)].enumerated() {
      write(0x08 + 2 * UInt32(index), UInt32(range.0))
      write(0x0E + 2 * UInt32(index), UInt32(range.1))
    }
    write(0x16, 0x01)
    for time in 0..<64 as Range<Tick> {
      bench.run(until: time * cycle)
      let count = time % 16
      #expect(bench.fabric.pads[Pin(4, 0)].level == (count < 4))
      #expect(bench.fabric.pads[Pin(4, 1)].level == (count >= 12))
      #expect(bench.fabric.pads[Pin(4, 2)].level == (count >= 14 || count < 2))
    }
    write(0x16, 0x03)
    #expect(!bench.fabric.pads[Pin(4, 1)].level)
  }

  @Test func anUnroutedOutputCostsNothing() {
    write(0x14, 16)
    write(0x0E, 4)
    write(0x16, 0x01)
    #expect(bench.emulation.scheduler.nextDeadline == .max)
  }

  @Test func frozenTimersStandStill() {
    start0(m: 49, n: 49, on: 0, control: 0x07)
    bench.run(until: 30 * cycle)
    bench.fabric.setFreeze(.timer0)
    bench.run(until: 1000 * cycle)
    #expect(read(0x04) == 19)
    bench.fabric.setFreeze([])
    #expect(interrupts(until: 1100 * cycle) == [1070 * cycle])
  }

  @Test func snapshotKeepsBoth() throws {
    bench.route(Pin(4, 0), .pwm2)
    start0(m: 99, n: 99, on: 0, control: 0x07)
    write(0x14, 100)
    write(0x0E, 30)
    write(0x16, 0x01)
    bench.run(until: 45 * cycle)
    let other = GPTimersTests()
    try other.bench.restore(from: bench)
    #expect(other.edges(of: Pin(4, 0), until: 140 * cycle) == [100, 130].map { $0 * cycle })
    #expect(other.interrupts(until: 250 * cycle) == [200 * cycle])
  }

  @Test func noRegisterValueCrashes() {
    bench.route(Pin(4, 0), .pwm2)
    bench.route(Pin(4, 6), .pwm0)
    var random = SplitMix(seed: 19)
    for _ in 0..<5000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0x1E
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 14)) }
    }
  }
}
