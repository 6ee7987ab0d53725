/// Whether an image in a slot may be started: its header, its records, its hash and, where there is a key, its signature.
struct ImageCheck {
  /// Why not.
  enum Fault: UInt8, Error {
    /// No header, or one that announces more than fits.
    case noImage = 1
    /// Encrypted, compressed, not bootable, for RAM, or for another address.
    case notForHere = 2
    /// The records are missing or malformed.
    case badRecords = 3
    /// No SHA-256 record.
    case noHash = 4
    /// The SHA-256 record is not that of the image.
    case wrongHash = 5
    /// No signature by the key that is built in, or a wrong one.
    case wrongSignature = 6
    /// Stack pointer or reset vector lead nowhere.
    case badVectors = 7
  }

  let header: ImageHeader
  /// The image's SHA-256.
  let digest: SHA256Digest
  /// Bytes of the image with its records.
  let size: UInt32

  /// Checks what is in `slot`. The image is to run in slot 0, wherever it is now.
  init<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, slot: FlashArea, key: Key
  ) throws(Fault) {
    guard let header = ImageHeader(&flash, in: slot) else { throw .noImage }
    self.header = header
    guard header.flags & ImageHeader.unsupportedFlags == 0,
      header.flags & ImageHeader.fixedFlag == 0 || header.loadAddress == FlashMap.window &+ FlashMap.slot0.start
    else { throw .notForHere }
    guard var records = ImageTLVs(&flash, of: header) else { throw .badRecords }
    size = records.end &- slot.start
    digest = flash.digest(of: FlashArea(slot.start, size: header.hashedSize))
    var hashes = 0
    var isSigned = !key.isNeeded
    while let record = records.next(&flash) {
      switch record.type {
      case ImageTLVs.sha256:
        guard record.length == 32, Self.equals(&flash, record.address, digest) else { throw .wrongHash }
        hashes &+= 1
      case key.recordType where !isSigned:
        isSigned = Self.verify(&flash, record, digest, key)
      default: break
      }
    }
    guard !records.isBroken else { throw .badRecords }
    guard hashes > 0 else { throw .noHash }
    guard isSigned else { throw .wrongSignature }
    guard Self.areVectorsGood(&flash, header) else { throw .badVectors }
  }

  private static func equals<Flash: FlashDevice>(
    _ flash: inout Flash, _ address: UInt32, _ digest: SHA256Digest
  ) -> Bool {
    var difference: UInt8 = 0
    for index in 0..<32 { difference |= flash.byte(at: address &+ UInt32(index)) ^ digest[index] }
    return difference == 0
  }

  /// The longest signature is an ECDSA-P256 one in DER: 72 bytes.
  private static func verify<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, _ record: ImageTLVs.Record, _ digest: SHA256Digest, _ key: Key
  ) -> Bool {
    guard record.length <= 72 else { return false }
    var storage = InlineArray<72, UInt8>(repeating: 0)
    return withUnsafeMutableBytes(of: &storage) {
      let bytes = UnsafeMutableBufferPointer(
        rebasing: $0.assumingMemoryBound(to: UInt8.self)[0..<Int(record.length)])
      flash.read(record.address, into: bytes)
      return key.verifies(signature: UnsafeBufferPointer(bytes), of: digest)
    }
  }

  /// The stack lies in RAM and the reset vector in the payload, as Thumb code in slot 0.
  private static func areVectorsGood<Flash: FlashDevice>(_ flash: inout Flash, _ header: ImageHeader) -> Bool {
    guard header.imageSize >= 8 else { return false }
    let stack = flash.word(at: header.payload)
    let reset = flash.word(at: header.payload &+ 4)
    let start = FlashMap.window &+ FlashMap.slot0.start &+ header.headerSize
    return stack & 3 == 0 && stack > 0x07FC_0000 && stack <= 0x07FE_4000 && reset & 1 != 0 && reset > start
      && reset &- start < header.imageSize
  }
}
