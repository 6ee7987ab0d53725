/// Whether an image in a slot may be started: its header, its TLVs, its hash and, where there is a key, its signature.
struct ImageCheck {
  let header: ImageHeader
  /// The image's hash; nil where its signature is over the whole image, and it has none.
  let hash: ImageHash?
  /// Bytes of the image with its TLVs.
  let size: UInt32

  /// Checks what is in `slot`. The image is to run in slot 0, wherever it is now.
  init<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, slot: FlashArea, key: Key
  ) throws(ImageFault) {
    guard let header = ImageHeader(&flash, in: slot) else {
      throw flash.word(at: slot.start) == ImageHeader.magic ? .badHeader : .noImage
    }
    self.header = header
    if let obstacle = header.obstacle { throw obstacle }
    guard let records = ImageTLVs(&flash, of: header) else { throw .badRecords }
    size = records.end &- slot.start
    let image = FlashArea(slot.start, size: header.hashedSize)
    let (hash, isPure) = try Self.hash(&flash, of: image, records)
    self.hash = hash
    if isPure && key.isNeeded {
      try ImageSignature.check(records, .image(image), key, &flash)
    } else {
      guard let hash else { throw .noHash }
      try ImageSignature.check(records, .hash(hash), key, &flash)
    }
    guard Self.areVectorsGood(&flash, header) else { throw .badVectors }
  }

  /// The image's hash, and whether its signature is of the whole image. Every hash that an image has must be right.
  private static func hash<Flash: FlashDevice>(
    _ flash: inout Flash, of image: FlashArea, _ records: ImageTLVs
  ) throws(ImageFault) -> (hash: ImageHash?, isPure: Bool) {
    var records = records
    var first: ImageHash?
    var isPure = false
    while let record = records.next(&flash) {
      if record.type == ImageTLVs.pureSignature {
        isPure = record.length == 1 && flash.byte(at: record.address) == 1
      }
      guard let kind = HashKind(rawValue: record.type) else { continue }
      let hash = flash.hash(kind, of: image)
      guard record.length == UInt32(truncatingIfNeeded: kind.size), hash.stands(at: record.address, &flash) else {
        throw .wrongHash
      }
      if first == nil { first = hash }
    }
    guard !records.isBroken else { throw .badRecords }
    return (first, isPure)
  }

  /// The stack lies in RAM and the reset vector in the payload, as Thumb code in slot 0.
  private static func areVectorsGood<Flash: FlashDevice>(_ flash: inout Flash, _ header: ImageHeader) -> Bool {
    guard header.imageSize >= 8 else { return false }
    let stack = flash.word(at: header.payload)
    let reset = flash.word(at: header.payload &+ 4)
    let start = FlashMap.window &+ FlashMap.slot0.start &+ header.headerSize
    return stack & 3 == 0 && stack > FlashMap.ram.lowerBound && stack <= FlashMap.ram.upperBound && reset & 1 != 0
      && reset > start && reset &- start < header.imageSize
  }
}
