/// A public key that images must be signed with.
protocol SignatureKey {
  /// Whether an image without a good signature is refused.
  var isNeeded: Bool { get }
  /// The type of the records with its signatures.
  var recordType: UInt16 { get }
  /// Whether `signature`, as such a record has it, is this key's over `digest`.
  func verifies(signature: UnsafeBufferPointer<UInt8>, of digest: SHA256Digest) -> Bool
}

/// No key: every image with a good hash is taken.
struct NoKey: SignatureKey {
  var isNeeded: Bool { false }
  var recordType: UInt16 { 0 }
  func verifies(signature: UnsafeBufferPointer<UInt8>, of digest: SHA256Digest) -> Bool { false }
}
