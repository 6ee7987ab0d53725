import Machine
import Testing

@testable import NRF51

/// ADC, TEMP and LPCOMP on a supply of 3 V.
struct AnalogueTests {
  private let bench = Bench()
  private let inputs: AnalogInputs
  private let converter: ADC
  private let sensor: TEMP
  private let comparator: LPCOMP
  private static let adc: UInt32 = 0x4000_7000
  private static let temperature: UInt32 = 0x4000_C000
  private static let lpcomp: UInt32 = 0x4001_3000

  init() {
    inputs = AnalogInputs(bench.fabric)
    converter = ADC(bench.fabric, inputs: inputs)
    sensor = TEMP(bench.fabric)
    comparator = LPCOMP(bench.fabric, inputs: inputs)
  }

  private func convert(_ config: UInt32) -> UInt32 {
    bench.write(Self.adc + 0x500, 1)
    bench.write(Self.adc + 0x504, config)
    bench.write(Self.adc, 1)
    bench.run(for: us(68))
    return bench.read(Self.adc + 0x508)
  }

  @Test(arguments: [(UInt32(0), 20.0), (1, 36), (2, 68)])
  func aConversionTakesItsTime(_ resolution: UInt32, _ length: Double) {
    bench.write(Self.adc + 0x500, 1)
    bench.write(Self.adc + 0x504, resolution)
    bench.write(Self.adc, 1)
    #expect(bench.fabric.clocks.requests == 1)
    bench.run(until: us(length) - 1)
    #expect(bench.read(Self.adc + 0x400) == 1)
    #expect(bench.read(Self.adc + 0x100) == 0)
    bench.run(until: us(length))
    #expect(bench.read(Self.adc + 0x400) == 0)
    #expect(bench.read(Self.adc + 0x100) == 1)
    #expect(bench.fabric.clocks.requests == 0)
  }

  /// CONFIG and RESULT.
  private static let results: [(UInt32, UInt32)] = [
    // The supply by a third against 1.2 V, as drivers read the battery: 1,000 / 1,200 x 1,024; by two thirds.
    (0x0001A, 853),
    (0x00019, 426),
    (0x00018, 213),
    (0x00016, 1_023),
    // A pad of 600 mV: whole, by two thirds, by a third; against half and a third of the supply.
    (0x00102, 512),
    (0x00106, 341),
    (0x0010A, 170),
    (0x00142, 409),
    (0x00162, 614),
    // Against the reference pads of 900 and 750 mV; no reference at all; no such input.
    (0x10122, 682),
    (0x20122, 819),
    (0x00122, 1_023),
    (0x0010E, 0),
  ]

  @Test(arguments: results)
  func resultsAreExact(_ config: UInt32, _ result: UInt32) {
    let voltages = [26: 600, 0: 900, 6: 750]
    inputs.millivolts = { voltages[$0] }
    #expect(convert(config) == result)
  }

  @Test(arguments: [(25_000, Int32(100)), (25_130, 101), (-10_100, -40), (0, 0), (-130, -1)])
  func temperatureIsInQuarters(_ millidegrees: Int, _ quarters: Int32) {
    sensor.dieMillidegrees = { millidegrees }
    bench.write(Self.temperature, 1)
    bench.run(until: us(36) - 1)
    #expect(bench.read(Self.temperature + 0x100) == 0)
    bench.run(until: us(36))
    #expect(bench.read(Self.temperature + 0x100) == 1)
    #expect(Int32(bitPattern: bench.read(Self.temperature + 0x508)) == quarters)
  }

  @Test func theComparatorSeesCrossings() {
    var millivolts = 100
    inputs.millivolts = { $0 == 1 ? millivolts : nil }
    var wakes = 0
    bench.fabric.analogDetect.observe { if $0 { wakes += 1 } }
    bench.write(Self.lpcomp + 0x504, 2)
    bench.write(Self.lpcomp + 0x508, 3)
    bench.write(Self.lpcomp + 0x520, 1)
    bench.write(Self.lpcomp + 0x500, 1)
    bench.write(Self.lpcomp, 1)
    bench.run(until: us(140) - 1)
    #expect(bench.read(Self.lpcomp + 0x100) == 0)
    bench.run(until: us(140))
    #expect(bench.read(Self.lpcomp + 0x100) == 1)
    millivolts = 1_499
    comparator.inputChanged()
    #expect(bench.read(Self.lpcomp + 0x108) == 0)
    millivolts = 1_500
    comparator.inputChanged()
    #expect(bench.read(Self.lpcomp + 0x108) == 1)
    #expect(bench.read(Self.lpcomp + 0x10C) == 1)
    #expect(wakes == 1)
    bench.write(Self.lpcomp + 8, 1)
    #expect(bench.read(Self.lpcomp + 0x400) == 1)
    millivolts = 0
    comparator.inputChanged()
    #expect(bench.read(Self.lpcomp + 0x104) == 1)
    #expect(wakes == 1)
  }

  @Test func aPadItselfIsAnInput() {
    bench.write(Self.lpcomp + 0x504, 2)
    bench.write(Self.lpcomp + 0x500, 1)
    bench.write(Self.lpcomp, 1)
    bench.run(until: us(140))
    let driver = bench.fabric.pads[1].driver("key")
    driver.value = true
    #expect(bench.read(Self.lpcomp + 0x108) == 1)
    driver.value = false
    #expect(bench.read(Self.lpcomp + 0x104) == 1)
  }
}
