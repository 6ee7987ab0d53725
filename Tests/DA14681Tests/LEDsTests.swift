import Machine
import Testing

@testable import DA14681

struct LEDsTests {
  let bench = Bench()
  let timers: GPTimers
  let gpreg: GPREG
  static let control: UInt32 = 0x5000_330C

  /// PWM2, PWM3 and PWM4 are high for 4, 8 and 12 of 16 cycles.
  init() {
    timers = GPTimers(bench.fabric)
    gpreg = GPREG(bench.fabric)
    bench.fabric.clocks.configure { $0.timers = 1 << 10 | 1 << 12 }
    bench.write(0x5000_3414, 16)
    for output in 0..<3 as Range<UInt32> { bench.write(0x5000_340E + 2 * output, 4 * output + 4) }
    bench.write(0x5000_3416, 1)
  }

  /// Cycles that each LED is lit in the next `count`.
  private func lit(_ count: Tick) -> [Int] {
    var sums = [0, 0, 0]
    let start = bench.now
    for step in 0..<count {
      bench.run(until: start + step * cycle)
      for led in 0..<3 where bench.fabric.leds.lines[led].level { sums[led] += 1 }
    }
    return sums
  }

  @Test func eachFollowsItsOutputWhereEnabled() {
    #expect(lit(32) == [0, 0, 0])
    bench.write(Self.control, 0x38)
    #expect(lit(32) == [8, 16, 24])
    bench.write(Self.control, 0x10)
    #expect(lit(32) == [0, 16, 0])
    gpreg.reset()
    #expect(lit(32) == [0, 0, 0])
    #expect(bench.emulation.journal.unmodelled.isEmpty)
  }

  /// The breath controller between 29 and 30 of 256 cycles: 12 %, as a public example has it.
  @Test func theBreathControllerLightsThemToo() {
    bench.write(0x5000_3418, 0xFFFF)
    bench.write(0x5000_341A, 30)
    bench.write(0x5000_341C, 29)
    bench.write(Self.control, 0x08 | 0x01)
    bench.write(0x5000_341E, 1)
    let sums = lit(256 * 4)
    #expect(sums[0] >= 4 * 29 && sums[0] <= 4 * 30)
    #expect(sums[1...] == [0, 0])
  }

  @Test func aSnapshotKeepsTheirSources() throws {
    bench.write(Self.control, 0x08)
    bench.run(until: 32 * cycle)
    let other = LEDsTests()
    try other.bench.restore(from: bench)
    #expect(other.lit(32) == [8, 0, 0])
  }
}
