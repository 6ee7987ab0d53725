import Machine
import Testing

@testable import NRF51

/// Steps, reports and the light.
struct QDECTests {
  private let bench = Bench()
  private let decoder: QDEC
  private let a: LineDriver
  private let b: LineDriver
  private static let base: UInt32 = 0x4001_2000

  init() {
    decoder = QDEC(bench.fabric)
    a = bench.fabric.pads[3].driver("wheel")
    b = bench.fabric.pads[4].driver("wheel")
    turn(to: 0)
    bench.write(Self.base + 0x51C, 5)
    bench.write(Self.base + 0x520, 3)
    bench.write(Self.base + 0x524, 4)
    bench.write(Self.base + 0x500, 1)
  }

  private func turn(to position: Int) {
    let levels = [(false, false), (true, false), (true, true), (false, true)][position & 3]
    a.value = levels.0
    b.value = levels.1
  }

  private func value(_ offset: UInt32) -> Int32 { Int32(bitPattern: bench.read(Self.base + offset)) }

  @Test func countsSteps() {
    bench.write(Self.base, 1)
    bench.run(until: us(128) - 1)
    #expect(bench.read(Self.base + 0x100) == 0)
    bench.run(until: us(128))
    #expect(bench.read(Self.base + 0x100) == 1)
    var samples: [Int32] = []
    for position in [1, 2, 3, 4, 3, 5] {
      turn(to: position)
      bench.run(for: us(128))
      samples.append(value(0x50C))
    }
    #expect(samples == [1, 1, 1, 1, -1, 2])
    #expect(value(0x514) == 3)
    #expect(value(0x544) == 1)
    bench.write(Self.base + 8, 1)
    #expect([value(0x518), value(0x548), value(0x514), value(0x544)] == [3, 1, 0, 0])
  }

  @Test func reportsAfterItsNumberOfSamples() {
    bench.write(Self.base + 0x200, 1)
    bench.write(Self.base, 1)
    bench.run(until: us(10 * 128))
    #expect(bench.read(Self.base + 0x104) == 0)
    turn(to: 1)
    bench.run(until: us(20 * 128) - 1)
    #expect(bench.read(Self.base + 0x104) == 0)
    bench.run(until: us(20 * 128))
    #expect(bench.read(Self.base + 0x104) == 1)
    #expect(value(0x518) == 1)
  }

  @Test func theLightComesBeforeTheSample() {
    let led = bench.fabric.pads[5]
    var changes: [Tick] = []
    #expect(led.level)
    led.observe { [unowned bench] _ in changes.append(bench.now) }
    bench.write(Self.base, 1)
    bench.run(until: us(130))
    #expect(changes == [us(112), us(128)])
  }

  @Test func theAccumulatorEnds() {
    bench.write(Self.base, 1)
    var position = 0
    bench.run(for: us(128))
    while value(0x514) < 1_023 {
      position += 1
      turn(to: position)
      bench.run(for: us(128))
    }
    #expect(bench.read(Self.base + 0x108) == 0)
    turn(to: position + 1)
    bench.run(for: us(128))
    #expect(bench.read(Self.base + 0x108) == 1)
    #expect(value(0x514) == 1_023)
  }
}
