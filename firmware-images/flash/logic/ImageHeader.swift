/// The header of an image in a slot (MCUboot's public documentation, design.md, "Image format"), held against the slot
/// that it is in: nothing of what it says leads outside.
struct ImageHeader: Equatable {
  /// The first word of every image.
  static let magic: UInt32 = 0x96F3_B83D
  /// Bytes of the header's fields.
  static let fields: UInt32 = 32

  // The flags, as imgtool 2.5.0 has them in `IMAGE_F`.
  /// Encrypted, with AES-128 or AES-256.
  static let encryptedFlags: UInt32 = 0x04 | 0x08
  /// Not to be started.
  static let notBootableFlag: UInt32 = 0x10
  /// To be loaded to `loadAddress`, in RAM.
  static let ramFlag: UInt32 = 0x20
  /// The image may only run from `loadAddress`.
  static let fixedFlag: UInt32 = 0x100
  /// Compressed with LZMA1 or LZMA2, or through a filter for ARM Thumb.
  static let compressedFlags: UInt32 = 0x200 | 0x400 | 0x800

  /// The slot.
  let slot: FlashArea
  var loadAddress: UInt32 = 0
  /// Bytes before the payload, and of the payload.
  var headerSize: UInt32 = 0
  var imageSize: UInt32 = 0
  /// Bytes of the protected TLV area, 0 without one.
  var protectedSize: UInt32 = 0
  var flags: UInt32 = 0
  var version = ImageVersion()

  /// The header at the start of `slot`; nil where there is none, or where it announces more than the slot has for an
  /// image.
  init?<Flash: FlashDevice>(_ flash: inout Flash, in slot: FlashArea) {
    self.slot = slot
    guard flash.word(at: slot.start) == Self.magic else { return nil }
    loadAddress = flash.word(at: slot.start &+ 4)
    headerSize = UInt32(flash.half(at: slot.start &+ 8))
    protectedSize = UInt32(flash.half(at: slot.start &+ 10))
    imageSize = flash.word(at: slot.start &+ 12)
    flags = flash.word(at: slot.start &+ 16)
    version = ImageVersion(
      major: flash.byte(at: slot.start &+ 20), minor: flash.byte(at: slot.start &+ 21),
      revision: flash.half(at: slot.start &+ 22), build: flash.word(at: slot.start &+ 24))
    guard headerSize >= Self.fields, imageSize > 0, imageSize <= FlashMap.largestImage,
      hashedSize <= FlashMap.largestImage
    else { return nil }
  }

  /// What keeps the bootloader from starting it whatever else it has.
  var obstacle: ImageFault? {
    if flags & Self.notBootableFlag != 0 { return .notBootable }
    if flags & Self.encryptedFlags != 0 { return .encrypted }
    if flags & Self.compressedFlags != 0 { return .compressed }
    if flags & Self.ramFlag != 0 { return .forRAM }
    let isFixedElsewhere = flags & Self.fixedFlag != 0 && loadAddress != FlashMap.window &+ FlashMap.slot0.start
    return isFixedElsewhere ? .otherAddress : nil
  }

  /// Bytes that the image's hash covers, from the slot's start: header, payload, protected TLVs.
  var hashedSize: UInt32 { headerSize &+ imageSize &+ protectedSize }
  /// The address of the payload, which begins with the vector table.
  var payload: UInt32 { slot.start &+ headerSize }
}
