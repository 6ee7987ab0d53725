/// SHA-256 as the protocol's server takes it.
struct ImageDigest: SMPDigest {
  static var exists: Bool { true }
  private var hash = SHA256()
  private var digest = SHA256Digest(words: InlineArray(repeating: 0))

  init() {}

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) { hash.add(bytes) }
  mutating func end() { digest = hash.finish() }
  subscript(byte index: Int) -> UInt8 { digest[index] }
}

extension BandDevice {
  typealias Digest = ImageDigest
}
