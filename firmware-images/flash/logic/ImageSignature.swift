/// Looks for a signature by a key among an image's TLVs, and says what is wrong where there is none.
struct ImageSignature {
  /// Longer signatures and keys are of other algorithms: an ECDSA-P256 signature in DER has up to 72 bytes, the key 91.
  private static let longest: UInt32 = 96

  /// Whether a TLV names a key, and whether that is ours.
  private var names: Bool?
  private var hasOther = false
  private var hasOwn = false

  /// Whether `records`, behind an image with these contents signed, have a good signature by `key`.
  static func check<Flash: FlashDevice, Key: SignatureKey>(
    _ records: ImageTLVs, _ contents: SignedContents, _ key: Key, _ flash: inout Flash
  ) throws(ImageFault) {
    guard key.isNeeded else { return }
    var found = ImageSignature()
    var records = records
    while let record = records.next(&flash) {
      switch record.type {
      case ImageTLVs.keyHash, ImageTLVs.publicKey:
        found.names = Self.names(&flash, record, key) || found.names == true
      case key.recordType:
        found.hasOwn = true
        guard key.signs(contents) else { continue }
        let isGood = Self.read(&flash, record) { bytes, flash in
          key.verifies(signature: bytes, of: contents, &flash)
        }
        if isGood { return }
      case ImageTLVs.signatures: found.hasOther = true
      default: break
      }
    }
    throw found.fault(key.signs(contents))
  }

  private func fault(_ isSignable: Bool) -> ImageFault {
    if !hasOwn { return hasOther ? .otherAlgorithm : .notSigned }
    if !isSignable { return .otherAlgorithm }
    return names == false ? .otherKey : .wrongSignature
  }

  /// Whether a TLV has the key, or its hash by the algorithm that goes with its size.
  private static func names<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, _ record: ImageTLVs.Record, _ key: Key
  ) -> Bool {
    read(&flash, record) { bytes, flash in
      key.withDER { der in
        guard record.type == ImageTLVs.keyHash else { return bytes.elementsEqual(der) }
        guard bytes.count == 32 || bytes.count == 64 else { return false }
        let kind = bytes.count == 32 ? HashKind.sha256 : .sha512
        return ImageHash(kind, flash.digest(kind, of: FlashArea(0, size: 0), after: der)).equals(bytes)
      }
    }
  }

  /// Gives `body` what a TLV has; false where that is too long.
  private static func read<Flash: FlashDevice>(
    _ flash: inout Flash, _ record: ImageTLVs.Record, _ body: (UnsafeBufferPointer<UInt8>, inout Flash) -> Bool
  ) -> Bool {
    guard record.length <= longest else { return false }
    var storage = InlineArray<96, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) {
      let bytes = UnsafeMutableBufferPointer(
        rebasing: $0.assumingMemoryBound(to: UInt8.self)[0..<Int(record.length)])
      flash.read(record.address, into: bytes)
      return body(UnsafeBufferPointer(bytes), &flash)
    }
  }
}
