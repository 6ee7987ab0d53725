import Machine
import Testing

@testable import DA14681

struct TRNGTests {
  let bench = Bench()
  let generator: TRNG
  /// 512 cycles of 4 MHz.
  static let word: Tick = 512 * 4 * cycle

  init() {
    generator = TRNG(bench.fabric)
    bench.fabric.clocks.configure { $0.amba = 1 << 8 }
  }

  var level: UInt32 { bench.bus.read(0x5000_5004, width: 4) }
  func take() -> UInt32 { bench.bus.read(0x4004_0000, width: 4) }
  func enable() { bench.bus.write(0x5000_5000, width: 4, value: 1) }

  @Test func itFillsWordByWordAndInterruptsWhenFull() {
    enable()
    bench.run(until: Self.word * 3 - 1)
    #expect(level == 2)
    bench.run(until: Self.word * 32 - 1)
    #expect(level == 31)
    #expect(!bench.isRequested(.trng))
    bench.run(until: Self.word * 32)
    #expect(bench.isRequested(.trng))
    #expect(level == 1 << 5)
    #expect(!bench.isRequested(.trng), "reading the level takes the interrupt back")
  }

  @Test func readingMakesRoom() {
    enable()
    bench.run(until: Self.word * 40)
    let words = (0..<32).map { _ in take() }
    #expect(Set(words).count == 32)
    #expect(level == 0)
    #expect(take() == 0, "empty")
    bench.run(for: Self.word)
    #expect(level == 1)
  }

  @Test func readingWhileItFillsLosesNoTime() {
    enable()
    bench.run(until: Self.word * 5 / 2)
    _ = take()
    #expect(level == 1)
    bench.run(until: Self.word * 3)
    #expect(level == 2)
    bench.run(until: Self.word * 33)
    #expect(bench.isRequested(.trng))
  }

  @Test func aSeedDecidesTheNumbers() {
    func numbers(_ seed: UInt64) -> [UInt32] {
      let test = TRNGTests()
      test.generator.seed = seed
      test.enable()
      test.bench.run(until: Self.word * 4)
      return (0..<4).map { _ in test.take() }
    }
    #expect(numbers(1) == numbers(1))
    #expect(numbers(1) != numbers(2))
  }

  @Test func withoutItsClockItMakesNothing() {
    bench.fabric.clocks.configure { $0.amba = 0 }
    enable()
    bench.run(until: .seconds(UInt64(1)))
    #expect(level == 0)
  }
}
