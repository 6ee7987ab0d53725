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
}
