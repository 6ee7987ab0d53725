import Foundation
import Testing

@testable import Machine

@Suite struct BinaryPowerTests {
  @Test func wholeExponentsAreExact() {
    for exponent in -31...24 {
      let expected: Int64 = 1 << Int64(32 + exponent)
      #expect(BinaryPower.fixed(Int64(exponent) << 16) == expected)
    }
    #expect(BinaryPower.fixed(-32 << 16) == 0 && BinaryPower.fixed(.min) == 0)
    #expect(BinaryPower.fixed(.max) == 1 << 56)
  }

  @Test func fractionsAreRightToAPartInAThousandMillion() {
    var previous: Int64 = 0
    for exponent in stride(from: Int64(-3 << 16), through: 3 << 16, by: 77) {
      let value = BinaryPower.fixed(exponent)
      let expected = pow(2, Double(exponent) / 65_536) * 0x1p32
      #expect(abs(Double(value) / expected - 1) < 1e-8)
      #expect(value > previous)
      previous = value
    }
  }

  @Test func decayHalvesEveryHalfLife() {
    #expect(BinaryPower.decay(0, over: 1_000) == 1 << 32)
    #expect(BinaryPower.decay(1_000, over: 1_000) == 1 << 31)
    #expect(BinaryPower.decay(.max, over: 1) == 0 && BinaryPower.decay(5, over: 0) == 1 << 27)
  }

  /// Thousands of short steps decay as far as one long one.
  @Test func shortDecaysAreAsRightAsLongOnes() {
    for (part, whole) in [(Tick(3), Tick(10_000_000)), (1_234, 10_000_000), (77_777, 100_000)] {
      let expected = pow(2, -Double(part) / Double(whole)) * 0x1p32
      #expect(abs(Double(BinaryPower.decay(part, over: whole)) - expected) <= 2)
    }
  }

  @Test func logarithmsInvertPowers() {
    for value in [1e-6, 0.3, 1, 1.000_1, 1.5, 2, 10, 12_345.678] {
      #expect(abs(Double(BinaryPower.logarithm(value)) / 65_536 - log2(value)) < 2 / 65_536)
    }
    for value in [0, -1, Double.nan, .infinity] { #expect(BinaryPower.logarithm(value) == 0) }
  }
}
