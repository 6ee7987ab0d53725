import Link

/// Reads the parts of a packet one after another.
struct PacketCursor {
  private(set) var rest: ArraySlice<UInt8>

  init(_ packet: ArraySlice<UInt8>) { rest = packet }

  var isAtEnd: Bool { rest.isEmpty }
  /// What is left, as text.
  var text: String { String(decoding: rest, as: UTF8.self) }

  /// Takes a prefix where it is there.
  mutating func take(_ prefix: String) -> Bool {
    guard rest.starts(with: prefix.utf8) else { return false }
    rest = rest.dropFirst(prefix.utf8.count)
    return true
  }

  /// Leaves out so many bytes.
  mutating func skip(_ count: Int) { rest = rest.dropFirst(count) }

  /// Takes a hexadecimal number of up to 64 bits; `nil` where there is none, or a longer one.
  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    var count = 0
    while let byte = rest.first, let digit = HexText.value(byte) {
      guard count < 16 else { return nil }
      value = value << 4 | UInt64(digit)
      count += 1
      rest = rest.dropFirst()
    }
    return count > 0 ? value : nil
  }

  /// An address: a number of 32 bits.
  mutating func address() -> UInt32? { number().flatMap { UInt32(exactly: $0) } }

  /// An address and a length with a comma between.
  mutating func range() -> (address: UInt32, length: Int)? {
    guard let address = address(), take(","), let length = number(), length <= 1 << 32 else { return nil }
    return (address, Int(length))
  }
}
