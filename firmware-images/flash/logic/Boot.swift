/// What the bootloader does at every reset: ends a swap that was cut short, swaps where that is asked, and says what is to
/// be started.
enum Boot {
  /// The image in slot 0 that may be started; nil when neither slot has one, and `findings` then says why. Throws when the
  /// flash fails.
  static func prepare<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, key: Key, _ findings: inout BootFindings
  ) throws(FlashError) -> ImageCheck? {
    // A second round goes back where the swapped image has turned out bad.
    for _ in 0..<2 {
      try update(&flash, key: key, &findings.refused)
      if let image = check(&flash, FlashMap.slot0, key, &findings.slot0) { return image }
      if ImageUpdate.nextSwap(&flash) == .none { break }
    }
    // Slot 0 is lost, by an upload that was cut short or by age. Any image is better than none.
    guard let other = check(&flash, FlashMap.slot1, key, &findings.slot1) else { return nil }
    try swap(.permanent, other, &flash)
    return check(&flash, FlashMap.slot0, key, &findings.slot0)
  }

  private static func update<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, key: Key, _ refused: inout ImageFault?
  ) throws(FlashError) {
    if let swap = Swap.underWay(&flash) { return try swap.run(&flash) }
    let type = ImageUpdate.nextSwap(&flash)
    guard type != .none else { return }
    var fault: ImageFault?
    if let image = check(&flash, FlashMap.slot1, key, &fault) { return try swap(type, image, &flash) }
    refused = fault
    // What is in slot 1 cannot be started: it goes, and what is in slot 0 stays.
    try ImageUpdate.eraseSlot1(&flash)
    try ImageUpdate.confirm(&flash)
  }

  private static func swap<Flash: FlashDevice>(
    _ type: SwapType, _ image: ImageCheck, _ flash: inout Flash
  ) throws(FlashError) {
    let swap = Swap(type, size: max(image.size, sizeInSlot0(&flash)))
    try swap.begin(&flash)
    try swap.run(&flash)
  }

  /// Bytes of the image in slot 0, whether it is good or not; 0 where there is none.
  private static func sizeInSlot0<Flash: FlashDevice>(_ flash: inout Flash) -> UInt32 {
    guard let header = ImageHeader(&flash, in: FlashMap.slot0) else { return 0 }
    guard let records = ImageTLVs(&flash, of: header) else { return header.hashedSize }
    return records.end &- FlashMap.slot0.start
  }

  /// The image in a slot, or what is wrong with it.
  private static func check<Flash: FlashDevice, Key: SignatureKey>(
    _ flash: inout Flash, _ slot: FlashArea, _ key: Key, _ fault: inout ImageFault?
  ) -> ImageCheck? {
    do throws(ImageFault) {
      let image = try ImageCheck(&flash, slot: slot, key: key)
      fault = nil
      return image
    } catch {
      fault = error
      return nil
    }
  }
}
