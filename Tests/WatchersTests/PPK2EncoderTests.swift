import Machine
import Testing
@testable import Watchers

@Suite struct PPK2EncoderTests {
  /// A word as a client reads it.
  private struct Word {
    let reading: Int, range: Int, counter: Int, signals: UInt8
    init(_ word: UInt32) {
      reading = Int(word & 0x3FFF)
      range = Int(word >> 14 & 7)
      counter = Int(word >> 18 & 63)
      signals = UInt8(word >> 24)
      #expect(word >> 17 & 1 == 0)
    }
    /// As ppk2-api computes it, in amperes.
    var current: Double {
      Double(4 * reading) * (1.8 / 163_840) / [1_031.64, 101.65, 10.15, 0.94, 0.043][range]
    }
  }

  private func sample(picoamperes: Int64, highs: UInt8 = 0) -> CurrentSample {
    CurrentSample(charge: Int128(picoamperes) * Int128(PPK2Encoder.period), highs: highs)
  }

  @Test(arguments: [0, 1, 12_345, 1_200_000, 49_999_999, 123_456_789, 4_000_000_000, 55_000_000_000, 2_000_000_000_000])
  func theMeanIsRightToAStep(picoamperes: Int64) {
    var encoder = PPK2Encoder()
    let words = (0..<1_000).map { _ in Word(encoder.encode(sample(picoamperes: picoamperes))) }
    let mean = words.reduce(0) { $0 + $1.current } / 1_000
    let step = 7.2 / 163_840 / [1_031.64, 101.65, 10.15, 0.94, 0.043][words[0].range]
    #expect(abs(mean - Double(picoamperes) / 1e12) <= step / 1_000)
  }

  @Test func rangesFollowTheCurrentWithHysteresis() {
    var encoder = PPK2Encoder()
    let currents: [Int64] = [10, 51, 45, 41, 39, 600, 450, 390, 6_000, 70_000, 50_000, 47_000, 1].map { $0 * 1_000_000 }
    let ranges = currents.map { Word(encoder.encode(sample(picoamperes: $0))).range }
    #expect(ranges == [0, 1, 1, 1, 0, 2, 2, 1, 3, 4, 4, 3, 0])
  }

  @Test func aSquareWaveOverRangesKeepsItsCharge() {
    var encoder = PPK2Encoder()
    var told = 0.0
    var flowed = 0.0
    for number in 0..<10_000 {
      let picoamperes: Int64 = number % 37 < 30 ? 1_234_567 : 4_000_000_123
      flowed += Double(picoamperes) / 1e12
      told += Word(encoder.encode(sample(picoamperes: picoamperes))).current
    }
    // What is missing is at most one rounding, of the largest range in use.
    #expect(abs(told - flowed) <= 7.2 / 163_840 / 10.15)
  }

  @Test func theCounterCountsWhatIsLost() {
    var encoder = PPK2Encoder()
    var counters: [Int] = []
    for number in 0..<70 {
      if number % 10 == 9 {
        encoder.skip()
      } else {
        counters.append(Word(encoder.encode(sample(picoamperes: 0, highs: 0xA5))).counter)
      }
    }
    #expect(counters == (0..<70).filter { $0 % 10 != 9 }.map { $0 % 64 })
    #expect(Word(encoder.encode(sample(picoamperes: 0, highs: 0xA5))).signals == 0xA5)
  }

  @Test func atItsStopItForgets() {
    var encoder = PPK2Encoder()
    for _ in 0..<10 {
      let word = Word(encoder.encode(sample(picoamperes: 20_000_000_000_000)))
      #expect(word.range == 4 && word.reading == 16_383)
    }
    #expect(Word(encoder.encode(sample(picoamperes: 0))).reading == 0)
  }
}
