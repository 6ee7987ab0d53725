/// What the running image asks of the bootloader, and what that will do: MCUboot's `boot_swap_type`, `boot_set_pending`
/// and `boot_set_confirmed`.
enum ImageUpdate {
  /// What the bootloader will do at the next reset, by MCUboot's table. In an image that runs `revert` means that it is on
  /// test and has not confirmed itself.
  static func nextSwap<Flash: FlashDevice>(_ flash: inout Flash) -> SwapType {
    let waiting = SlotTrailer(&flash, of: FlashMap.slot1)
    if waiting.magic == .good { return waiting.isImageOK ? .permanent : .test }
    let running = SlotTrailer(&flash, of: FlashMap.slot0)
    return running.magic == .good && !running.isImageOK && running.isCopyDone ? .revert : .none
  }

  /// Has the bootloader take the image in slot 1 at the next reset: for good, or on test. One that is pending on test
  /// becomes permanent where that is asked, not the other way round. Power may fail at any time: it is pending or not.
  static func setPending<Flash: FlashDevice>(_ flash: inout Flash, permanent: Bool) throws(FlashError) {
    let slot = FlashMap.slot1
    if SlotTrailer(&flash, of: slot).magic != .good {
      try SlotTrailer.erase(&flash, slot)
      if permanent { try SlotTrailer.setImageOK(&flash, slot) }
      try flash.program(
        byte: (permanent ? SwapType.permanent : SwapType.test).rawValue, at: SlotTrailer.swapInfoAddress(slot))
      try SlotTrailer.writeMagic(&flash, slot)
    } else if permanent {
      try SlotTrailer.setImageOK(&flash, slot)
    }
  }

  /// Keeps the image that runs. One that was never on test needs nothing.
  static func confirm<Flash: FlashDevice>(_ flash: inout Flash) throws(FlashError) {
    let trailer = SlotTrailer(&flash, of: FlashMap.slot0)
    guard trailer.magic == .good, !trailer.isImageOK else { return }
    try SlotTrailer.setImageOK(&flash, FlashMap.slot0)
  }

  /// Erases slot 1: first what could make it pending, then the image from its header on.
  static func eraseSlot1<Flash: FlashDevice>(_ flash: inout Flash) throws(FlashError) {
    try SlotTrailer.erase(&flash, FlashMap.slot1)
    var place = FlashMap.slot1.start
    while place < SlotTrailer.sector(FlashMap.slot1) {
      let sector = FlashArea(place, size: FlashMap.sectorSize)
      if !flash.isErased(sector) { try flash.erase(sectorAt: place) }
      place = sector.end
    }
  }
}
