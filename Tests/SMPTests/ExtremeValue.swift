import SMP

/// A value at an end of what CBOR can say, or of a kind that a field is not.
struct ExtremeValue {
  enum Kind { case unsigned, negative, bytes, text, array, map, boolean, null, other }

  let name: String
  let kind: Kind
  /// Its CBOR.
  let bytes: [UInt8]

  /// Numbers around every width, both signs; empty, long and chunked strings; containers, simple values and floats.
  static let all: [ExtremeValue] = {
    var values: [ExtremeValue] = []
    func add(_ name: String, _ kind: Kind, _ bytes: [UInt8]) {
      values.append(ExtremeValue(name: name, kind: kind, bytes: bytes))
    }
    var numbers: [UInt64] = [0, 1, 2, 3]
    for width: UInt64 in [8, 16, 31, 32, 63] {
      let power: UInt64 = 1 << width
      numbers.append(contentsOf: [power - 1, power, power + 1])
    }
    numbers.append(contentsOf: [UInt64.max - 1, UInt64.max])
    for number in numbers {
      add("\(number)", .unsigned, cbor { $0.unsigned(number) })
      let bytes: [UInt8] = (0..<8).map { place in UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * place)) }
      add("-1 - \(number)", .negative, [0x3B] + bytes)
    }
    for size in [0, 1, 31, 32, 33, 48, 64, 65, 128, 600] {
      let content = [UInt8](repeating: 0x61, count: size)
      add("text of \(size)", .text, cbor { $0.pair("", String(repeating: "a", count: size)) }.dropFirst().map { $0 })
      add("bytes of \(size)", .bytes, cbor { $0.pair("", bytes: content) }.dropFirst().map { $0 })
    }
    add("chunked text", .text, [0x7F, 0x61, 0x61, 0x60, 0x62, 0x61, 0x61, 0xFF])
    add("chunked bytes", .bytes, [0x5F, 0x41, 0x61, 0x40, 0x42, 0x61, 0x61, 0xFF])
    add("bytes that are no UTF-8", .text, [0x63, 0xFF, 0xFE, 0x80])
    add("empty array", .array, [0x80])
    let ones = [UInt8](repeating: 0xFF, count: 8)
    add("array of numbers", .array, [0x83, 0x1B] + ones + [0x20, 0x60])
    add("endless array", .array, [0x9F, 0x01, 0xFF])
    add("nested array", .array, [0x81, 0x81, 0x81, 0x81, 0x80])
    add("empty map", .map, [0xA0])
    add("map", .map, [0xA1, 0x61, 0x61, 0x01])
    add("true", .boolean, [0xF5])
    add("false", .boolean, [0xF4])
    add("null", .null, [0xF6])
    add("undefined", .null, [0xF7])
    add("NaN", .other, [0xF9, 0x7E, 0x00])
    add("infinity", .other, [0xFB, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0])
    add("simple value 255", .other, [0xF8, 0xFF])
    add("tagged number", .unsigned, [0xC1, 0x1A, 0xFF, 0xFF, 0xFF, 0xFF])
    return values
  }()
}
