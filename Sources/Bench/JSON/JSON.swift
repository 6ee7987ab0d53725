import Foundation

/// A JSON value, as requests bring it and answers take it. Objects keep the order in which they were written.
enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  /// A number that is exact beyond 2^53 too.
  case integer(Int64)
  case text(String)
  case array([JSON])
  case object([(String, JSON)])

  static func == (one: JSON, other: JSON) -> Bool { one.bytes == other.bytes }

  /// The value of a field of an object; `nil` where there is none.
  subscript(_ key: String) -> JSON? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.0 == key }?.1
  }

  /// The value's text, compact.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .number(let value): bytes += JSON.text(of: value).utf8
    case .text(let text): JSON.write(text, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (number, item) in items.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let fields):
      bytes.append(UInt8(ascii: "{"))
      for (number, field) in fields.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        JSON.write(field.0, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        field.1.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  /// JSON has no infinities.
  private static func text(of value: Double) -> String {
    guard value.isFinite else { return "null" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += "\\n".utf8
      case 0..<32:
        let hex = String(byte, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSON {
  /// Reads a text; `nil` where it is none.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(Decoded.self, from: Data(bytes)) else { return nil }
    self = value.value
  }

  /// What Foundation's reader makes of a text.
  private struct Decoded: Decodable {
    let value: JSON

    init(from decoder: any Decoder) throws {
      if let fields = try? decoder.container(keyedBy: FieldName.self) {
        value = .object(
          try fields.allKeys.sorted { $0.stringValue < $1.stringValue }
            .map { ($0.stringValue, try fields.decode(Decoded.self, forKey: $0).value) })
        return
      }
      if var items = try? decoder.unkeyedContainer() {
        var values: [JSON] = []
        while !items.isAtEnd { values.append(try items.decode(Decoded.self).value) }
        value = .array(values)
        return
      }
      let single = try decoder.singleValueContainer()
      if single.decodeNil() {
        value = .null
      } else if let flag = try? single.decode(Bool.self) {
        value = .bool(flag)
      } else if let number = try? single.decode(Double.self) {
        value = .number(number)
      } else {
        value = .text(try single.decode(String.self))
      }
    }
  }

  private struct FieldName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  init(stringLiteral text: String) { self = .text(text) }
  init(dictionaryLiteral fields: (String, JSON)...) { self = .object(fields) }
  init(arrayLiteral items: JSON...) { self = .array(items) }
}
