import Formats
import SMP

extension JSON {
  /// Bytes of a byte string that are shown.
  private static let shownLimit = 48

  /// The contents of an SMP message, for people: byte strings in hexadecimal, long ones cut.
  init(_ container: CBORContainer, isMap: Bool) {
    var container = container
    if isMap {
      var fields: [(String, JSON)] = []
      while let field = container.nextField() { fields.append((JSON.text(field.key), JSON(field.value))) }
      self = .object(fields)
    } else {
      var items: [JSON] = []
      while let item = container.next() { items.append(JSON(item)) }
      self = .array(items)
    }
  }

  private init(_ item: CBORItem) {
    self =
      switch item {
      case .unsigned(let number): number > Int64.max ? .number(Double(number)) : .integer(Int64(number))
      case .negative(let number): number > Int64.max ? .number(-1 - Double(number)) : .integer(-1 - Int64(number))
      case .text(let text): .text(JSON.text(text))
      case .bytes(let bytes): .text(JSON.hex(bytes))
      case .array(let items): JSON(items, isMap: false)
      case .map(let fields): JSON(fields, isMap: true)
      case .boolean(let flag): .bool(flag)
      case .null, .other: .null
      }
  }

  private static func text(_ string: CBORString) -> String { String(decoding: bytes(string), as: UTF8.self) }

  private static func hex(_ string: CBORString) -> String {
    let bytes = bytes(string)
    let text = "0x" + Hex.bytes(bytes.prefix(shownLimit))
    return bytes.count > shownLimit ? "\(text)... (\(bytes.count) bytes)" : text
  }

  private static func bytes(_ string: CBORString) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = string.bytes()
    while let byte = rest.next() { bytes.append(byte) }
    return bytes
  }
}
