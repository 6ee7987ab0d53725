import Machine
import SeededRandom
import Testing

@testable import DA14681

@Suite struct GPADCTests {
  let bench = Bench()
  let adc: GPADC

  init() {
    adc = GPADC(bench.fabric)
    adc.batteryMillivolts = { 3700 }
  }

  func read(_ offset: UInt32) -> UInt32 { bench.read(0x5000_1900 + offset) }
  func write(_ offset: UInt32, _ value: UInt32) { bench.write(0x5000_1900 + offset, value) }

  /// Enables, waits for the LDO, and starts a conversion of `input`; `flags` are more bits of CTRL.
  func start(input: UInt32, flags: UInt32 = 0) {
    write(0x00, 0x41)
    bench.run(for: 256 * cycle)
    write(0x00, 0x43 | input << 8 | flags)
  }

  var isStarted: Bool { read(0x00) & 2 != 0 }

  /// CTRL2 as sample time, oversampling, and the cycles that follow.
  @Test(
    arguments: [
      (0x0000, 0, 17), (0x0500, 0, 176), (0x0F00, 0, 496), (0x0F40, 0, 4 * 496), (0x0FE0, 0, 128 * 496),
      (0x0F00, 0x4000, 2 * 496), (0x0F40, 0x4000, 4 * 496),
    ] as [(UInt32, UInt32, Tick)])
  func conversionsTakeTheirCycles(control2: UInt32, flags: UInt32, cycles: Tick) {
    write(0x02, control2)
    start(input: 9, flags: flags)
    let begin = bench.now
    bench.run(until: begin + cycles * cycle - 1)
    #expect(isStarted && read(0x00) & 0x10 == 0)
    bench.run(until: begin + cycles * cycle)
    #expect(!isStarted && read(0x00) & 0x10 != 0)
  }

  @Test(arguments: 0...6 as ClosedRange<UInt32>)
  func batteryInMillivolts(oversampling: UInt32) {
    write(0x02, oversampling << 5)
    start(input: 9)
    bench.run(for: .milliseconds(1))
    let raw = read(0x0C) >> (6 - oversampling)
    #expect(raw == 3700 * (1024 << oversampling - 1) / 5000)
  }

  /// Public calibration code takes twice the error away, single-ended, and the error itself in differential mode.
  @Test(
    arguments: [(0, 0x214, 0x200, 10), (0x2000, 0x214, 0x1EC, -10), (0x4000, 0x214, 0x200, 5)]
      as [(UInt32, UInt32, UInt32, Int)])
  func offsetsShiftTheResult(flags: UInt32, positive: UInt32, negative: UInt32, shift: Int) {
    write(0x06, positive)
    write(0x08, negative)
    start(input: 9, flags: flags | 0x80)
    bench.run(for: .milliseconds(1))
    #expect(Int(read(0x0C) >> 6) == 0x200 + shift)
    write(0x00, 0x83 | flags)
    bench.run(for: .milliseconds(1))
    #expect(Int(read(0x0C) >> 6) == 0x200 + 2 * shift, "differential")
  }

  @Test func mutedInputIsMidScale() {
    start(input: 9, flags: 0x80)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0C) == 0x8000)
  }

  @Test func interruptUntilCleared() {
    start(input: 9, flags: 0x20)
    #expect(!bench.isRequested(.adc))
    bench.run(for: 17 * cycle)
    #expect(bench.isRequested(.adc))
    write(0x0A, 1)
    #expect(!bench.isRequested(.adc))
  }

  @Test func conversionWaitsForTheLDO() {
    write(0x00, 0x943)
    bench.run(until: (256 + 17) * cycle - 1)
    #expect(isStarted)
    bench.run(until: (256 + 17) * cycle)
    #expect(!isStarted)
  }

  @Test func continuousConversionsKeepTheirInterval() {
    var times: [Tick] = []
    bench.fabric.interrupt(.adc).observe { if $0 { times.append(bench.now) } }
    write(0x04, 0x0240)
    start(input: 9, flags: 0x24)
    let begin = bench.now
    for _ in 0..<3 {
      bench.run(for: .microseconds(2048) + 17 * cycle)
      write(0x0A, 1)
    }
    let step = .microseconds(2048) + 17 * cycle
    #expect(times == [0, 1, 2].map { begin + 17 * cycle + $0 * step })
    #expect(isStarted)
    write(0x00, 0x943)
    bench.run(for: .milliseconds(3))
    #expect(!isStarted)
  }

  @Test func temperatureAndPads() {
    start(input: 14)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0C) == 0)  // the sensor is off
    adc.dieMillidegrees = { 25_000 }
    start(input: 14)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0C) >> 6 == 712 + 61)
    adc.analogMillivolts = { $0 == Pin(1, 2) ? 600 : nil }
    start(input: 0)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0C) >> 6 == 511)
    write(0x02, 1)
    start(input: 0)
    bench.run(for: .milliseconds(1))
    #expect(read(0x0C) >> 6 == 170)
  }

  @Test func snapshotInMidConversion() throws {
    write(0x02, 0x0F40)
    start(input: 9)
    bench.run(for: 100 * cycle)
    let other = GPADCTests()
    try other.bench.restore(from: bench)
    other.bench.run(for: (4 * 496 - 100) * cycle - 1)
    #expect(other.isStarted)
    other.bench.run(for: 1)
    #expect(!other.isStarted)
  }

  @Test func noRegisterValueCrashes() {
    adc.batteryMillivolts = { .max }
    adc.dieMillidegrees = { .min }
    var random = SplitMix(seed: 11)
    for _ in 0..<20_000 {
      let draw = random.word()
      let offset = (draw >> 8) & 0xE
      if draw & 0x8000_0000 != 0 { write(offset, draw >> 12) } else { _ = read(offset) }
      if draw & 0xF == 0 { bench.run(for: Tick(draw >> 14)) }
    }
  }
}
