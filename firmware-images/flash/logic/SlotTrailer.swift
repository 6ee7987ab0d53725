/// The end of a slot, which says what is to become of its image. Layout: MCUboot's public documentation, design.md,
/// "Image trailer", for a largest write alignment of eight bytes. Status bytes stand below it, one each.
///
/// Power may fail while a flag is being written. The image's word counts as given then; a swap does not count as ended,
/// and its end is done again.
struct SlotTrailer: Equatable {
  enum Magic { case good, unset, bad }

  var magic: Magic
  var isImageOK: Bool
  var isCopyDone: Bool
  /// What kind of swap was begun; nil for none.
  var swap: SwapType?
  /// How many bytes of each slot that swap moves.
  var swapSize: UInt32

  private static let good: InlineArray<4, UInt32> = [0xF395_C277, 0x7FEF_D260, 0x0F50_5235, 0x8079_B62C]

  static func magicAddress(_ slot: FlashArea) -> UInt32 { slot.end &- 16 }
  static func imageOKAddress(_ slot: FlashArea) -> UInt32 { slot.end &- 24 }
  static func copyDoneAddress(_ slot: FlashArea) -> UInt32 { slot.end &- 32 }
  static func swapInfoAddress(_ slot: FlashArea) -> UInt32 { slot.end &- 40 }
  static func swapSizeAddress(_ slot: FlashArea) -> UInt32 { slot.end &- 48 }
  #if TRACKER_SLOTS
    /// A status byte has a word of its own: this flash takes two writes of a word between erases.
    private static let statusStride: UInt32 = 4
  #else
    private static let statusStride: UInt32 = 1
  #endif
  /// Bytes for status bytes: three for each piece of the slot that the scratch area takes.
  static let statusCount: UInt32 = 384
  /// The status byte of a step, from 0 on.
  static func statusAddress(_ slot: FlashArea, _ step: UInt32) -> UInt32 {
    slot.end &- 48 &- statusCount &+ step &* statusStride
  }
  /// The sector that has the trailer, and nothing of an image.
  static func sector(_ slot: FlashArea) -> UInt32 { slot.end &- FlashMap.sectorSize }

  private static let set: UInt8 = 1
  private static let unset: UInt8 = 0xFF

  /// Reads the trailer of `slot`.
  init<Flash: FlashDevice>(_ flash: inout Flash, of slot: FlashArea) {
    magic = Self.readMagic(&flash, slot)
    isImageOK = flash.byte(at: Self.imageOKAddress(slot)) != Self.unset
    isCopyDone = flash.byte(at: Self.copyDoneAddress(slot)) == Self.set
    let info = flash.byte(at: Self.swapInfoAddress(slot))
    swap = info >> 4 == 0 ? SwapType(rawValue: info & 0xF) : nil
    swapSize = flash.word(at: Self.swapSizeAddress(slot))
  }

  private static func readMagic<Flash: FlashDevice>(_ flash: inout Flash, _ slot: FlashArea) -> Magic {
    var isGood = true
    var isUnset = true
    for index in 0..<4 {
      let word = flash.word(at: magicAddress(slot) &+ UInt32(index) &* 4)
      isGood = isGood && word == good[index]
      isUnset = isUnset && word == .max
    }
    return isGood ? .good : isUnset ? .unset : .bad
  }

  // MARK: Writing. What makes the rest valid, the magic, is always written last and taken away first.

  static func writeMagic<Flash: FlashDevice>(_ flash: inout Flash, _ slot: FlashArea) throws(FlashError) {
    var magic = good
    try withUnsafeBytes(of: &magic) { (raw) throws(FlashError) in
      try flash.program(raw.assumingMemoryBound(to: UInt8.self), at: magicAddress(slot))
    }
  }

  static func setImageOK<Flash: FlashDevice>(_ flash: inout Flash, _ slot: FlashArea) throws(FlashError) {
    try flash.program(byte: set, at: imageOKAddress(slot))
  }

  static func setCopyDone<Flash: FlashDevice>(_ flash: inout Flash, _ slot: FlashArea) throws(FlashError) {
    try flash.program(byte: set, at: copyDoneAddress(slot))
  }

  static func write<Flash: FlashDevice>(
    swap: SwapType, size: UInt32, _ flash: inout Flash, _ slot: FlashArea
  ) throws(FlashError) {
    try flash.program(word: size, at: swapSizeAddress(slot))
    try flash.program(byte: swap.rawValue, at: swapInfoAddress(slot))
  }

  /// Erases the trailer. A magic is destroyed before, for an erase that is cut short may leave it and change the rest.
  static func erase<Flash: FlashDevice>(_ flash: inout Flash, _ slot: FlashArea) throws(FlashError) {
    for index in 0..<4 as Range<UInt32> {
      let address = magicAddress(slot) &+ index &* 4
      if flash.word(at: address) != .max { try flash.program(word: 0, at: address) }
    }
    let area = FlashArea(sector(slot), size: FlashMap.sectorSize)
    if !flash.isErased(area) { try flash.erase(sectorAt: area.start) }
  }
}
