import Machine
import Testing

@testable import DA14681

struct BreathTests {
  let bench = Bench()
  static let base: UInt32 = 0x5000_3400

  /// A period of 10 cycles of 16 MHz, a duty of 2 to 4, each for two periods.
  init() {
    let timers = GPTimers(bench.fabric)
    _ = timers.domain
    bench.fabric.clocks.configure { $0.timers = 1 << 12 }
    bench.write(Self.base + 0x18, 1 << 8 | 9)
    bench.write(Self.base + 0x1A, 4)
    bench.write(Self.base + 0x1C, 2)
    bench.route(Pin(1, 0), .breath)
  }

  /// Cycles high in each of the next periods.
  func duties(_ count: Int) -> [Int] {
    (0..<count).map { _ in
      (0..<10).reduce(0) { sum, _ in
        defer { bench.run(for: cycle) }
        return sum + (bench.fabric.pads[Pin(1, 0)].level ? 1 : 0)
      }
    }
  }

  @Test func theDutyGoesUpAndDown() {
    #expect(duties(2) == [0, 0])
    bench.write(Self.base + 0x1E, 1)
    #expect(duties(10) == [2, 2, 3, 3, 4, 4, 3, 3, 2, 2])
  }

  @Test func thePolarityInverts() {
    bench.write(Self.base + 0x1E, 3)
    #expect(duties(3) == [8, 8, 7])
    bench.write(Self.base + 0x1E, 2)
    #expect(duties(1) == [10])
  }

  @Test func withoutItsClockItIsIdle() {
    bench.fabric.clocks.configure { $0.timers = 0 }
    bench.write(Self.base + 0x1E, 1)
    #expect(duties(2) == [0, 0])
  }
}
