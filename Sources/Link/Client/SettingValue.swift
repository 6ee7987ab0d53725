/// The value of a setting: SMP carries its bytes and not its type.
public struct SettingValue: Encodable, Sendable, Equatable {
  /// The bytes as the device keeps them.
  public let bytes: [UInt8]

  /// A value of these bytes.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A number in so many bytes, the least significant first; nil where it does not fit.
  public init?(number: UInt64, size: Int) {
    guard (1...8).contains(size), size == 8 || number >> UInt64(8 * size) == 0 else { return nil }
    bytes = (0..<size).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
  }

  /// The bytes as a number, least significant first, where there are 1, 2, 4 or 8.
  public var number: UInt64? {
    [1, 2, 4, 8].contains(bytes.count) ? bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } : nil
  }

  /// The bytes as a text, where all of them can be printed.
  public var text: String? {
    guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self),
      text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { return nil }
    return text
  }

  /// A new value in the form of this one: a number where this is one and the text is one too, else the text itself. Nil
  /// for a number that does not fit.
  public func replaced(by text: String) -> SettingValue? {
    if number != nil, let next = UInt64(text) { return SettingValue(number: next, size: bytes.count) }
    return SettingValue(Array(text.utf8))
  }

  enum CodingKeys: String, CodingKey { case hex, number, text }

  /// Encodes `hex`, and `number` and `text`, which are null where the bytes are none.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(HexText.of(bytes), forKey: .hex)
    try container.encode(number, forKey: .number)
    try container.encode(text, forKey: .text)
  }
}
