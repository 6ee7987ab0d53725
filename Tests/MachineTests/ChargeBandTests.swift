import Foundation
import SeededRandom
import Testing

@testable import Machine

@Suite struct ChargeBandTests {
  @Test func productsAreExact() {
    #expect(ChargeBand.product(.max, 1 << 62) == Int128(Int64.max) << 62)
    #expect(ChargeBand.product(.min, 1 << 62) == Int128(Int64.min) << 62)
    #expect(ChargeBand.product(-3, 7) == -21)
    #expect(ChargeBand.product(0, .max) == 0)
    var random = SplitMix(seed: 1)
    for _ in 0..<1_000 {
      let current = Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random)
      let ticks = random.anyMagnitude() >> 1
      #expect(ChargeBand.product(current, ticks) == Int128(current) * Int128(ticks))
    }
  }

  @Test func adds() {
    var band = ChargeBand()
    band.add(CurrentBand(low: 1, typical: 2, high: 3), for: 10)
    band.add(CurrentBand(low: 1, typical: 2, high: -3), for: 1)
    #expect(band.low == 11 && band.typical == 22 && band.high == 27)
    let sum = band + band
    #expect(sum.low == 22 && sum.typical == 44 && sum.high == 54)
  }

  @Test func isWrittenAsDecimalStrings() throws {
    var band = ChargeBand()
    band.low = .min
    band.typical = -5
    band.high = .max
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(
      String(decoding: try encoder.encode(band), as: UTF8.self)
        == #"{"high":"170141183460469231731687303715884105727","#
        + #""low":"-170141183460469231731687303715884105728","typical":"-5"}"#)
    #expect(try roundTrip(band) == band)
  }

  @Test func otherStringsDoNotDecode() {
    for text in ["", "x", "1.5", "170141183460469231731687303715884105728"] {
      #expect(throws: DecodingError.self) {
        try decode(ChargeBand.self, #"{"low":"0","typical":"0","high":"\#(text)"}"#)
      }
    }
    #expect(throws: DecodingError.self) { try decode(ChargeBand.self, #"{"low":"0","typical":"0"}"#) }
    #expect(throws: DecodingError.self) { try decode(ChargeBand.self, #"{"low":0,"typical":"0","high":"0"}"#) }
  }
}
