import SMP

/// A data item of a reply, with its own memory.
public enum SMPValue: Sendable, Equatable {
  /// A field of a map.
  public struct Field: Sendable, Equatable {
    /// Its name.
    public var key: String
    /// What it holds.
    public var value: SMPValue
  }

  /// A number of at least 0.
  case unsigned(UInt64)
  /// A number below 0.
  case negative(Int64)
  /// A byte string.
  case bytes([UInt8])
  /// A text; what was not UTF-8 is replaced.
  case text(String)
  /// An array.
  case array([SMPValue])
  /// A map, in the order in which the server sent it.
  case map([Field])
  /// True or false.
  case boolean(Bool)
  /// Null, or something that SMP does not use.
  case null

  /// Copies an item out of a message. `CBORReader` has checked it to its end, nesting included.
  init(_ item: CBORItem) {
    switch item {
    case .unsigned(let value): self = .unsigned(value)
    // CBOR carries -1 - n, the bitwise complement; what is beyond 64 bits saturates.
    case .negative(let value): self = .negative(value > UInt64(Int64.max) ? .min : ~Int64(value))
    case .bytes(let string): self = .bytes(Self.copy(string))
    case .text(let string): self = .text(String(decoding: Self.copy(string), as: UTF8.self))
    case .array(var container):
      var elements: [SMPValue] = []
      while let element = container.next() { elements.append(SMPValue(element)) }
      self = .array(elements)
    case .map(let container): self = .map(Self.fields(container))
    case .boolean(let value): self = .boolean(value)
    case .null, .other: self = .null
    }
  }

  static func fields(_ container: CBORContainer) -> [Field] {
    var container = container
    var fields: [Field] = []
    while let (key, value) = container.nextField() {
      fields.append(Field(key: String(decoding: copy(key), as: UTF8.self), value: SMPValue(value)))
    }
    return fields
  }

  private static func copy(_ string: CBORString) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(string.count)
    var bytes = string.bytes()
    while let byte = bytes.next() { copy.append(byte) }
    return copy
  }

  /// The field of this name; nil where this is no map or has none.
  public subscript(key: String) -> SMPValue? {
    guard case .map(let fields) = self else { return nil }
    return fields.first { $0.key == key }?.value
  }

  /// The number, where it is one that fits.
  public var integer: Int? {
    switch self {
    case .unsigned(let value): Int(exactly: value)
    case .negative(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The text, where it is one.
  public var string: String? { if case .text(let text) = self { text } else { nil } }

  /// The bytes, where these are some.
  public var data: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }

  /// The elements, where this is an array.
  public var elements: [SMPValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The fields, where this is a map.
  public var fields: [Field]? { if case .map(let fields) = self { fields } else { nil } }

  /// Whether this is `true`; anything else, a number too, is not.
  public var isTrue: Bool { self == .boolean(true) }
}
