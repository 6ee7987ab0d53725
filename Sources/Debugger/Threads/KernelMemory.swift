/// Reads a kernel's structures, without any effect of reading.
struct KernelMemory {
  /// Threads, priorities or items of a list: more is no kernel, but what happens to be in memory.
  static let limit = 256
  /// Letters of a name.
  private static let longestName: UInt32 = 32

  /// An aligned address and a width of 1, 2 or 4 bytes; `nil` where nothing answers.
  let peek: (UInt32, Int) -> UInt32?

  func word(_ address: UInt32) -> UInt32? { address & 3 == 0 ? peek(address, 4) : nil }
  func half(_ address: UInt32) -> UInt16? {
    address & 1 == 0 ? peek(address, 2).map { UInt16(truncatingIfNeeded: $0) } : nil
  }
  func byte(_ address: UInt32) -> UInt8? { peek(address, 1).map { UInt8(truncatingIfNeeded: $0) } }

  /// A pointer to something that begins with a word; `nil` for none.
  func pointer(_ address: UInt32) -> UInt32? {
    guard let value = word(address), value != 0, word(value) != nil else { return nil }
    return value
  }

  /// The text up to its 0, as far as it is printable ASCII.
  func name(_ address: UInt32) -> String {
    var text = ""
    for place in 0..<Self.longestName {
      guard let byte = byte(address &+ place), (0x20..<0x7F).contains(byte) else { break }
      text.unicodeScalars.append(UnicodeScalar(byte))
    }
    return text
  }
}
