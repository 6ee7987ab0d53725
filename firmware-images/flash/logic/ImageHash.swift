/// The hash of an image, by which tools name it.
struct ImageHash {
  let kind: HashKind
  /// Its bytes; those from `count` on are 0.
  private(set) var bytes: InlineArray<64, UInt8>

  /// How many bytes it has.
  var count: Int { kind.size }

  /// The first bytes of `digest`.
  init(_ kind: HashKind, _ digest: InlineArray<64, UInt8>) {
    self.kind = kind
    bytes = InlineArray(repeating: 0)
    for index in 0..<kind.size { bytes[index] = digest[index] }
  }

  /// A SHA-256.
  init(_ digest: SHA256Digest) {
    kind = .sha256
    bytes = InlineArray(repeating: 0)
    for index in 0..<32 { bytes[index] = digest[index] }
  }

  /// Whether `other` has the same bytes.
  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard other.count == count else { return false }
    var difference: UInt8 = 0
    for index in 0..<count { difference |= bytes[index] ^ other[index] }
    return difference == 0
  }

  /// Whether these bytes stand at `address`.
  func stands<Flash: FlashDevice>(at address: UInt32, _ flash: inout Flash) -> Bool {
    var difference: UInt8 = 0
    for index in 0..<count { difference |= bytes[index] ^ flash.byte(at: address &+ UInt32(truncatingIfNeeded: index)) }
    return difference == 0
  }
}
