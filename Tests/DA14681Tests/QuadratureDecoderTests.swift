import Blocks
import Machine
import Testing

@testable import DA14681

struct QuadratureDecoderTests {
  let bench = Bench()
  let a: LineDriver
  let b: LineDriver
  static let base: UInt32 = 0x5000_1A00

  /// Channel X on P1_0 and P1_1, logic clock 16 MHz / 16.
  init() {
    _ = bench.fabric.makeQuadratureDecoder()
    a = bench.fabric.pads[Pin(1, 0)].driver("test")
    b = bench.fabric.pads[Pin(1, 1)].driver("test")
    (a.value, b.value) = (false, false)
    bench.route(Pin(1, 0), .quadratureXA)
    bench.route(Pin(1, 1), .quadratureXB)
    bench.fabric.clocks.configure { $0.peripherals = 1 << 3 }
    bench.write(Self.base + 8, 15)
    bench.write(Self.base, 1 << 10 | 4 << 3 | 1)
    bench.run(for: 32 * cycle)
  }

  var count: Int16 { Int16(bitPattern: UInt16(bench.read(Self.base + 2))) }

  /// Turns by one step; up is A before B.
  func turn(up: Bool) {
    let isSame = bench.fabric.pads[Pin(1, 0)].level == bench.fabric.pads[Pin(1, 1)].level
    let line = isSame == up ? a : b
    line.value = !(line.value ?? false)
    bench.run(for: 32 * cycle)
  }

  @Test func turningCountsBothWays() {
    for _ in 0..<7 { turn(up: true) }
    #expect(count == 7)
    for _ in 0..<10 { turn(up: false) }
    #expect(count == -3)
    #expect(bench.read(Self.base + 4) == 0)
  }

  @Test func anInputIsLookedAtOnTheLogicClock() {
    bench.run(until: 64 * cycle)
    bench.run(for: 1)
    a.value = true
    bench.run(until: 80 * cycle - 1)
    #expect(count == 0)
    bench.run(until: 80 * cycle)
    #expect(count == 1)
    // Shorter than a clock: not seen.
    bench.run(for: 1)
    a.value = false
    a.value = true
    bench.run(for: 32 * cycle)
    #expect(count == 1)
  }

  @Test func theInterruptComesEveryThresholdEvents() {
    for _ in 0..<3 { turn(up: true) }
    #expect(!bench.isRequested(.quadrature))
    turn(up: false)
    #expect(bench.isRequested(.quadrature), "events, whichever way")
    #expect(bench.read(Self.base) & 4 != 0)
    bench.write(Self.base, 1 << 10 | 4 << 3 | 3)
    #expect(!bench.isRequested(.quadrature))
    #expect(bench.read(Self.base) & 6 == 0)
    for _ in 0..<4 { turn(up: true) }
    #expect(bench.isRequested(.quadrature))
  }

  @Test func aChannelThatIsOffIsZero() {
    turn(up: true)
    bench.write(Self.base, 0)
    #expect(count == 0)
    turn(up: true)
    #expect(count == 0)
  }
}
