/// The records behind an image's payload, one after another: first the protected ones, then the others.
struct ImageTLVs {
  /// A record. Its contents lie within the slot.
  struct Record: Equatable {
    var type: UInt16
    var length: UInt32
    /// Where its contents stand in the flash.
    var address: UInt32
    var isProtected: Bool
  }

  // Types, as imgtool 2.5.0 has them in `TLV_VALUES`; those of hashes are `HashKind`.
  static let keyHash: UInt16 = 0x01
  static let publicKey: UInt16 = 0x02
  static let ecdsaSignature: UInt16 = 0x22
  static let ed25519Signature: UInt16 = 0x24
  /// One byte, 1 where the signature is of the whole image.
  static let pureSignature: UInt16 = 0x25
  /// Signatures of any algorithm.
  static let signatures: ClosedRange<UInt16> = 0x20...0x24

  private static let areaMagic: UInt16 = 0x6907
  private static let protectedMagic: UInt16 = 0x6908

  private var place: UInt32
  private let protectedEnd: UInt32
  /// Behind the last record; the image ends here.
  let end: UInt32
  /// Whether a record went beyond its area. `next` returns nil then.
  private(set) var isBroken = false

  /// The records of the image with `header`; nil where the areas are missing, malformed or leave the slot.
  init?<Flash: FlashDevice>(_ flash: inout Flash, of header: ImageHeader) {
    let start = header.payload &+ header.imageSize
    protectedEnd = start &+ header.protectedSize
    if header.protectedSize > 0 {
      guard header.protectedSize >= 4, flash.half(at: start) == Self.protectedMagic,
        UInt32(flash.half(at: start &+ 2)) == header.protectedSize
      else { return nil }
    }
    let total = UInt32(flash.half(at: protectedEnd &+ 2))
    guard flash.half(at: protectedEnd) == Self.areaMagic, total >= 4,
      header.hashedSize &+ total <= FlashMap.largestImage
    else { return nil }
    end = protectedEnd &+ total
    place = start &+ 4
  }

  /// The next record, or nil after the last one and after a broken one.
  mutating func next<Flash: FlashDevice>(_ flash: inout Flash) -> Record? {
    guard !isBroken else { return nil }
    if place == protectedEnd { place = protectedEnd &+ 4 }
    guard place < end else { return nil }
    let isProtected = place < protectedEnd
    let areaEnd = isProtected ? protectedEnd : end
    guard areaEnd &- place >= 4 else { return fail() }
    let length = UInt32(flash.half(at: place &+ 2))
    guard areaEnd &- place &- 4 >= length else { return fail() }
    let record = Record(
      type: flash.half(at: place), length: length, address: place &+ 4, isProtected: isProtected)
    place = place &+ 4 &+ length
    return record
  }

  private mutating func fail() -> Record? {
    isBroken = true
    return nil
  }
}
