/// The result of SHA-256: eight words, of which the first byte on the wire is the first one's top byte.
struct SHA256Digest: Equatable {
  var words: InlineArray<8, UInt32>

  init(words: InlineArray<8, UInt32>) { self.words = words }

  /// The first 32 of these bytes.
  init(_ bytes: InlineArray<64, UInt8>) {
    words = InlineArray(repeating: 0)
    for index in 0..<32 { words[index >> 2] |= UInt32(bytes[index]) << UInt32(24 &- 8 &* (index & 3)) }
  }

  /// Byte 0 to 31.
  subscript(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: words[index >> 2 & 7] >> UInt32(24 &- 8 &* (index & 3)))
  }

  /// Whether `bytes` are these.
  func equals(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 32 else { return false }
    var difference: UInt8 = 0
    for index in 0..<32 { difference |= self[index] ^ bytes[index] }
    return difference == 0
  }

  static func == (a: SHA256Digest, b: SHA256Digest) -> Bool {
    var difference: UInt32 = 0
    for index in 0..<8 { difference |= a.words[index] ^ b.words[index] }
    return difference == 0
  }
}
