import Machine
import Testing

@testable import NRF51

/// Bytes at their pace.
struct RNGTests {
  private let bench = Bench()
  private let generator: RNG
  private static let base: UInt32 = 0x4000_D000

  init() { generator = RNG(bench.fabric) }

  @Test(arguments: [(UInt32(1), 677.0), (0, 167)])
  func bytesTakeTheirTime(_ config: UInt32, _ length: Double) {
    bench.write(Self.base + 0x504, config)
    bench.write(Self.base + 0x304, 1)
    bench.write(Self.base, 1)
    var values: [UInt32] = []
    for number in 1...20 {
      bench.run(until: us(length) * Tick(number) - 1)
      #expect(!bench.isRequested(13))
      bench.run(until: us(length) * Tick(number))
      #expect(bench.isRequested(13))
      values.append(bench.read(Self.base + 0x508))
      bench.write(Self.base + 0x100, 0)
    }
    #expect(Set(values).count > 10)
    #expect(values.allSatisfy { $0 < 256 })
    bench.write(Self.base + 4, 1)
    bench.run(for: us(2_000))
    #expect(bench.read(Self.base + 0x100) == 0)
    #expect(bench.fabric.clocks.requests == 0)
  }

  @Test func aShortStopsIt() throws {
    bench.write(Self.base + 0x200, 1)
    bench.write(Self.base, 1)
    bench.run(until: us(167))
    #expect(bench.read(Self.base + 0x100) == 1)
    #expect(bench.fabric.clocks.requests == 0)
    #expect(bench.emulation.scheduler.nextDeadline == .max)
  }

  @Test func goesOnFromASnapshot() throws {
    bench.write(Self.base, 1)
    bench.run(until: us(400))
    let other = Bench()
    let copy = RNG(other.fabric)
    try other.restore(from: bench)
    for _ in 0..<5 {
      bench.run(for: us(167))
      other.run(for: us(167))
      #expect(bench.read(Self.base + 0x508) == other.read(Self.base + 0x508))
    }
    #expect(copy.saveState().count == generator.saveState().count)
  }
}
