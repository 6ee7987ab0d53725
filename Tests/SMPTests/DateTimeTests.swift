import SeededRandom
import Testing

@testable import SMP

struct DateTimeTests {
  static func parse(_ text: String) -> DateTime? {
    Array(text.utf8).withUnsafeBufferPointer { DateTime(CBORString($0)) }
  }

  static func write(_ value: DateTime) -> String {
    var memory = [UInt8](repeating: 0, count: 40)
    let count = memory.withUnsafeMutableBufferPointer {
      var text = TextWriter($0)
      value.write(to: &text)
      return text.count
    }
    return String(decoding: memory.prefix(count), as: UTF8.self)
  }

  @Test(arguments: [
    ("2026-11-21T03:00:00", "2026-11-21T03:00:00"), ("2026-11-21T03:00:00.678", "2026-11-21T03:00:00.678"),
    ("2026-11-21T03:00:00.6", "2026-11-21T03:00:00.600"), ("2026-11-21T03:00:00.000", "2026-11-21T03:00:00"),
    ("2026-11-21T03:00:00.0079999", "2026-11-21T03:00:00.007"), ("2026-11-21 03:00:00Z", "2026-11-21T03:00:00"),
    ("2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999"), ("2000-02-29T00:00:00", "2000-02-29T00:00:00"),
    ("1900-01-01T00:00:00", "1900-01-01T00:00:00"), ("9999-12-31T23:59:59", "9999-12-31T23:59:59"),
  ]) func reads(_ text: String, _ canonical: String) throws {
    #expect(DateTimeTests.write(try #require(DateTimeTests.parse(text))) == canonical)
  }

  @Test(arguments: [
    "", "2026", "2026-11-21", "2026-11-21T", "2026-11-21T03:00", "2026-11-21T03:00:0", "2026-11-21T03:00:00.",
    "2026-11-21T03:00:00x", "2026-11-21T03:00:00Z1", "2026-11-21T03:00:00+01:00", "2026-11-21T03:00:00.1x",
    "2026-00-21T03:00:00", "2026-11-00T03:00:00", "2026-11-31T03:00:00", "1900-02-29T00:00:00", "1899-12-31T00:00:00",
    "2026-11-21T24:00:00", "2026-11-21T03:60:00", "2026-11-21T03:00:60", "+026-11-21T03:00:00", "2026/11/21T03:00:00",
  ]) func refuses(_ text: String) {
    #expect(DateTimeTests.parse(text) == nil)
  }

  @Test func secondsAndBack() throws {
    #expect(try #require(DateTimeTests.parse("2000-01-01T00:00:00")).secondsSince2000 == 0)
    #expect(try #require(DateTimeTests.parse("1999-12-31T23:59:59")).secondsSince2000 == -1)
    // Values of `date -u -d ... +%s` less 946684800.
    #expect(try #require(DateTimeTests.parse("2026-11-21T03:00:00")).secondsSince2000 == 848_545_200)
    #expect(try #require(DateTimeTests.parse("1900-01-01T00:00:00")).secondsSince2000 == -3_155_673_600)
    #expect(try #require(DateTimeTests.parse("9999-12-31T23:59:59")).secondsSince2000 == 252_455_615_999)
    #expect(DateTimeTests.write(DateTime(secondsSince2000: .max)) == "2136-02-07T06:28:15")
    var random = SplitMix(seed: 2)
    for _ in 0..<2000 {
      let seconds = UInt32(truncatingIfNeeded: random.next())
      #expect(DateTime(secondsSince2000: seconds).secondsSince2000 == Int64(seconds))
    }
  }
}
