import SeededRandom
import Testing

@testable import SMP

struct CBORTests {
  /// A readable form of the next item.
  static func describe(_ item: CBORItem?) -> String {
    switch item {
    case nil: return "malformed"
    case .unsigned(let value): return "\(value)"
    case .negative(let value): return "-1-\(value)"
    case .bytes(let value): return "h\(value.array)"
    case .text(let value): return "'\(String(decoding: value.array, as: UTF8.self))'"
    case .boolean(let value): return "\(value)"
    case .null: return "null"
    case .other: return "other"
    case .array(var container):
      var parts: [String] = []
      while let element = container.next() { parts.append(describe(element)) }
      return "[\(parts.joined(separator: ","))]"
    case .map(var container):
      var parts: [String] = []
      while let field = container.nextField() {
        parts.append("\(String(decoding: field.key.array, as: UTF8.self)):\(describe(field.value))")
      }
      return "{\(parts.joined(separator: ","))}"
    }
  }

  static func read(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer {
      var reader = CBORReader($0)
      let text = describe(reader.next())
      return reader.isAtEnd || text == "malformed" ? text : text + " and more"
    }
  }

  /// Most of them are examples of RFC 8949, appendix A.
  @Test(arguments: [
    ("00", "0"), ("17", "23"), ("1818", "24"), ("1903e8", "1000"), ("1a000f4240", "1000000"),
    ("1bffffffffffffffff", "18446744073709551615"), ("20", "-1-0"), ("3903e7", "-1-999"), ("f4", "false"),
    ("f5", "true"), ("f6", "null"), ("f7", "null"), ("f93c00", "other"), ("fb3ff199999999999a", "other"),
    ("f0", "other"), ("40", "h[]"), ("4401020304", "h[1, 2, 3, 4]"), ("60", "''"), ("6449455446", "'IETF'"),
    ("5f42010243030405ff", "h[1, 2, 3, 4, 5]"), ("7f657374726561646d696e67ff", "'streaming'"), ("7fff", "''"),
    ("7f60606161ff", "'a'"), ("80", "[]"), ("8301820203820405", "[1,[2,3],[4,5]]"), ("9fff", "[]"),
    ("9f018202039f0405ffff", "[1,[2,3],[4,5]]"), ("a26161016162820203", "{a:1,b:[2,3]}"),
    ("bf61610161629f0203ffff", "{a:1,b:[2,3]}"), ("a2010261630a", "{c:10}"),
    ("c11a514b67b0", "1363896240"), ("a16161d81880", "{a:[]}"), ("0001", "0 and more"),
  ]) func items(_ bytes: String, _ text: String) {
    #expect(CBORTests.read(hex(bytes)) == text)
  }

  @Test(arguments: [
    "", "18", "19ff", "1a000000", "1b00000000000000", "1c", "1d", "1e", "1f", "3f", "ff", "df", "41", "5affffffff",
    "5bffffffffffffffff", "7f", "7f6161", "7f4161ff", "7f7f6161ffff", "7f01ff", "81", "9f", "9f01", "a1", "a101",
    "a2010203", "bf01ff", "bf", "bf0102", "9bffffffffffffffff00", "bbffffffffffffffff0000", "bb80000000000000000000",
    "c1", "f8", "fb00", "fc",
  ]) func malformed(_ bytes: String) {
    #expect(CBORTests.read(hex(bytes)) == "malformed")
  }

  @Test func depthIsBounded() {
    let deepest = [UInt8](repeating: 0x81, count: CBORReader.depthLimit - 1) + [0x00]
    #expect(CBORTests.read(deepest) == "[[[[[[[0]]]]]]]")
    #expect(CBORTests.read([0x81] + deepest) == "malformed")
    #expect(CBORTests.read([UInt8](repeating: 0xC1, count: 8) + [0x05]) == "5")
    #expect(CBORTests.read([UInt8](repeating: 0xC1, count: 9) + [0x05]) == "malformed")
    for opening: UInt8 in [0x9F, 0xBF, 0xC1, 0x81, 0xA1, 0x5F] {
      #expect(CBORTests.read([UInt8](repeating: opening, count: 60000)) == "malformed")
    }
  }

  @Test func everyPrefixOfAMessageIsMalformed() {
    let whole = hex("bf 6161 01 6162 9f 02 1903e8 ff 7f 6163 6164 ff 5f 4101 ff 6165 a1 6166 f5 ff")
    #expect(CBORTests.read(whole) == "{a:1,b:[2,1000],cd:h[1],e:{f:true}}")
    for count in 0..<whole.count { #expect(CBORTests.read(Array(whole.prefix(count))) == "malformed") }
  }

  @Test func smallestForms() {
    let written = cbor {
      for value: UInt64 in [0, 23, 24, 255, 256, 65535, 65536, 0xFFFF_FFFF, 0x1_0000_0000, .max] { $0.unsigned(value) }
    }
    #expect(
      written
        == hex("00 17 1818 18ff 190100 19ffff 1a00010000 1affffffff 1b0000000100000000 1bffffffffffffffff"))
    let signed = cbor {
      for value: Int64 in [0, -1, -24, -25, -256, -257, .min, .max] { $0.integer(value) }
    }
    #expect(signed == hex("00 20 37 3818 38ff 390100 3b7fffffffffffffff 1b7fffffffffffffff"))
    let others = cbor {
      $0.boolean(true)
      $0.boolean(false)
      $0.null()
      $0.array(24)
      $0.map(1)
    }
    #expect(others == hex("f5 f4 f6 9818 a1"))
  }

  @Test(arguments: [0, 1, 23, 24, 255, 256, 1000]) func textsOfUnknownLength(_ count: Int) {
    let content = (0..<count).map { UInt8(0x61 + $0 % 26) }
    let expected = cbor { writer in content.withUnsafeBufferPointer { writer.text($0) } }
    let written = cbor {
      var text = $0.beginText()
      for byte in content { text.append(byte: byte) }
      $0.endText(text)
    }
    #expect(written == expected)
  }

  @Test func overflowIsKeptAndNothingIsWrittenOutside() {
    for size in 0..<12 {
      var memory = [UInt8](repeating: 0xA5, count: 32)
      memory.withUnsafeMutableBufferPointer { memory in
        var writer = CBORWriter(UnsafeMutableBufferPointer(rebasing: memory[0..<size]))
        writer.map(1)
        writer.text("key")
        writer.unsigned(0x10000)
        var text = writer.beginText()
        text.append("abc")
        writer.endText(text)
        #expect(writer.overflowed && writer.count <= size)
        writer.restart()
        #expect(!writer.overflowed && writer.count == 0)
      }
      #expect(memory[size...].allSatisfy { $0 == 0xA5 })
    }
  }

  @Test func equality() {
    for bytes in ["63616263", "7f6161626263ff", "7f6061616061626163ff", "7f 63616263 60 ff"] {
      let encoded = hex(bytes)
      encoded.withUnsafeBufferPointer {
        var reader = CBORReader($0)
        guard case .text(let text)? = reader.next() else {
          Issue.record("\(bytes) is a text")
          return
        }
        #expect(text.equals("abc") && !text.equals("ab") && !text.equals("abd") && !text.equals("abcd"))
        #expect(text.count == 3 && text.array == Array("abc".utf8))
      }
    }
  }

  @Test func hostileItems() {
    var random = SplitMix(seed: 0xCB0)
    for _ in 0..<50000 {
      let bytes = (0..<random.below(40)).map { _ in
        random.below(3) == 0
          ? UInt8(random.below(256))
          : [0x9F, 0xBF, 0x5F, 0x7F, 0xFF, 0x61, 0x41, 0x82, 0xA1, 0xC1, 0x00, 0x1B][random.below(12)]
      }
      // Describing walks everything that was accepted.
      _ = CBORTests.read(bytes)
    }
  }
}
