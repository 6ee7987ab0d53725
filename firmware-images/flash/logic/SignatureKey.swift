/// A public key that images must be signed with.
protocol SignatureKey {
  /// Whether an image without a good signature is refused.
  var isNeeded: Bool { get }
  /// The type of the TLVs with its signatures.
  var recordType: UInt16 { get }
  /// Whether keys of this algorithm sign such contents.
  func signs(_ contents: SignedContents) -> Bool
  /// The key as a SubjectPublicKeyInfo in DER; at most 128 bytes.
  func withDER<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result
  /// Whether `signature`, as a TLV has it, is this key's of `contents`.
  func verifies<Flash: FlashDevice>(
    signature: UnsafeBufferPointer<UInt8>, of contents: SignedContents, _ flash: inout Flash
  ) -> Bool
}

/// No key: every image with a good hash is taken.
struct NoKey: SignatureKey {
  var isNeeded: Bool { false }
  var recordType: UInt16 { 0 }
  func signs(_ contents: SignedContents) -> Bool { false }
  func withDER<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: nil, count: 0))
  }
  func verifies<Flash: FlashDevice>(
    signature: UnsafeBufferPointer<UInt8>, of contents: SignedContents, _ flash: inout Flash
  ) -> Bool { false }
}
