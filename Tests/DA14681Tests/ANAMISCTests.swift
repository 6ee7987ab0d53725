import Machine
import SeededRandom
import Testing

@testable import DA14681

@Suite struct ANAMISCTests {
  let bench = Bench()
  let block: ANAMISC

  init() { block = ANAMISC(bench.fabric) }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_1B00 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_1B00 + offset, value) }

  // MARK: Clock calibration

  @Test(arguments: [(0, 32_000), (2, 32_768), (3, 11_700)] as [(UInt32, UInt64)])
  func calibrationCountsCrystalCycles(clock: UInt32, hertz: UInt64) {
    bench.fabric.clocks.configure {
      $0.isRC32KEnabled = true
      $0.isRCXEnabled = true
    }
    bench.run(until: 12_345_678)
    write(0x62, 100)
    write(0x60, 4 | clock)
    let rate = ClockRate(hertz: hertz)
    let first = rate.firstEdge(atOrAfter: bench.now)
    let end = rate.time(ofEdge: first + 100)
    bench.run(until: end - 1)
    #expect(read(0x60) & 4 == 4)
    bench.run(until: end)
    #expect(read(0x60) == clock)
    let value = UInt64(read(0x66)) << 16 | UInt64(read(0x64))
    #expect(value == (end - rate.time(ofEdge: first)) / 96)
    #expect(value == 1_600_000_000 / hertz)
  }

  @Test func calibrationOfAStoppedClockWaits() {
    write(0x62, 10)
    write(0x60, 7)
    bench.run(for: .seconds(UInt64(1)))
    #expect(read(0x60) & 4 == 4)
    bench.fabric.clocks.configure { $0.isRCXEnabled = true }
    bench.run(for: .milliseconds(1))
    #expect(read(0x60) & 4 == 0)
  }

  // MARK: Fuel gauge

  var count: Int64 {
    let bits = Int64(read(0x4C)) << 32 | Int64(read(0x4A)) << 16 | Int64(read(0x48))
    return (bits << 24) >> 24
  }

  /// mA.s in pA·ticks.
  let milliampereSecond: Int128 = 1_000_000_000 * 1_536_000_000

  @Test func chargeCounterCountsBothWays() {
    var charge: Int128 = 70 * 3600 * milliampereSecond
    block.gauge.chargeIntoCell = { charge }
    write(0x40, 0xD881)
    #expect(count == 0)
    charge -= 10 * milliampereSecond
    #expect(count == -735_840)
    #expect(read(0x4C) == 0xFF)
    charge += 25 * milliampereSecond
    #expect(count == 1_103_760)
    write(0x40, 0xD883)
    #expect(count == 0)
    write(0x40, 0xD881)
    charge += milliampereSecond
    #expect(count == 73_584)
    write(0x40, 0xD889)  // muted
    charge += milliampereSecond
    #expect(count == 73_584)
  }

  @Test func nothingIsLostToRounding() {
    var charge: Int128 = 0
    block.gauge.chargeIntoCell = { charge }
    write(0x40, 0xD881)
    for _ in 0..<1000 {
      charge += milliampereSecond / 1000
      _ = count
    }
    #expect(count == 73_584)
  }

  @Test func gainFollowsTheSettings() {
    var charge: Int128 = 0
    block.gauge.chargeIntoCell = { charge }
    write(0x40, 0xD8C1)  // IDAC 3: twice the range
    charge += 10 * milliampereSecond
    #expect(count == 367_920)
    write(0x42, 0x7769)  // RVI 1: half of that
    charge += 10 * milliampereSecond
    #expect(count == 367_920 + 735_840)
  }

  @Test func averageCurrent() {
    // 5 mA out of the cell.
    block.gauge.chargeIntoCell = { -5_000_000_000 * Int128(bench.now) }
    write(0x40, 0xD881)
    bench.run(for: .seconds(UInt64(1)))
    let code = read(0x50)
    #expect(code & 0x8000 != 0)
    // The public driver's arithmetic: 11,944 * 256 / 1e6 microamperes a step.
    let microamperes = 11_944 * Int((code & 0x7FFF) ^ 0x7FFF) * 256 / 1_000_000
    #expect((4990...5000).contains(microamperes))
  }

  // MARK: Charger

  @Test func codesOfCurrentAndLevel() {
    var told: [ChargerLimits] = []
    block.charger.onLimits = { told.append($0) }
    write(0x08, 0x232A)  // 45 mA to 4.20 V, on
    #expect(told == [ChargerLimits(isOn: true, current: 45_000_000_000, microvolts: 4_200_000)])
    write(0x0A, 0xCF07)  // the low range
    write(0x08, 0x242A)
    #expect(block.charger.limits.current == 2_100_000_000)
    write(0x08, 0x2400)
    #expect(!block.charger.limits.isOn)
    #expect(block.charger.limits.microvolts == 3_000_000)
  }

  @Test func statusFollowsTheFlow() {
    write(0x08, 0x232A)
    #expect(read(0x0C) & 0x07 == 0x04)  // nothing flows
    block.charger.flow = { ChargerFlow(mode: .constantCurrent, current: 45_000_000_000) }
    #expect(read(0x0C) & 0x07 == 0x01)
    block.charger.flow = { ChargerFlow(mode: .constantVoltage, current: 4_500_000_000) }
    #expect(read(0x0C) & 0x07 == 0x02)
    block.charger.flow = { ChargerFlow(mode: .constantVoltage, current: 4_499_999_999) }
    #expect(read(0x0C) & 0x07 == 0x06)
  }

  @Test func thermistorWindow() {
    bench.fabric.vbus.pull = true
    write(0x08, 0x232A)
    block.charger.thermistorPermille = 875
    #expect(read(0x0C) & 0x38 == 0x10)
    #expect(block.charger.limits.isOn)
    block.charger.thermistorPermille = 876
    #expect(read(0x0C) & 0x38 == 0x08)
    #expect(!block.charger.limits.isOn)
    write(0x08, 0x23AA)  // cold allowed
    #expect(block.charger.limits.isOn)
    block.charger.thermistorPermille = 499
    #expect(read(0x0C) & 0x38 == 0x20)
    #expect(!block.charger.limits.isOn)
    write(0x08, 0x236A)  // no thermistor
    #expect(block.charger.limits.isOn)
    #expect(read(0x0C) & 0x38 == 0)
  }

  @Test func dieLimitWithHysteresis() {
    write(0x08, 0x232A)
    block.charger.dieMillidegrees = 80_000
    #expect(!block.charger.limits.isOn)
    #expect(read(0x0C) & 0x40 == 0x40)
    block.charger.dieMillidegrees = 76_000
    #expect(!block.charger.limits.isOn)
    block.charger.dieMillidegrees = 74_000
    #expect(block.charger.limits.isOn)
    write(0x08, 0x632A)
    block.charger.dieMillidegrees = 120_000
    #expect(block.charger.limits.isOn)
  }

  @Test func snapshotKeepsAllThree() throws {
    var charge: Int128 = 0
    block.gauge.chargeIntoCell = { charge }
    write(0x40, 0xD881)
    charge = -3 * milliampereSecond
    write(0x08, 0x232A)
    write(0x62, 1000)
    write(0x60, 6)
    bench.run(for: .milliseconds(1))
    let other = ANAMISCTests()
    other.block.gauge.chargeIntoCell = { -4 * milliampereSecond }
    try other.bench.restore(from: bench)
    #expect(other.count == -4 * 73_584)
    #expect(other.block.charger.limits == block.charger.limits)
    other.bench.run(for: .milliseconds(31))
    #expect(other.read(0x60) == 2)
  }

  @Test func noRegisterValueCrashes() {
    var random = SplitMix(seed: 13)
    var charge: Int128 = 0
    block.gauge.chargeIntoCell = { charge }
    for _ in 0..<20_000 {
      let draw = random.word()
      charge += Int128(draw) &* 1_000_000_007
      let offset = (draw >> 8) & 0x6E
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 8)) }
    }
  }
}
