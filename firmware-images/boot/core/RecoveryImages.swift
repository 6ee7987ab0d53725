/// The two slots, as recovery tells and changes them.
enum RecoveryImages {
  /// What stands in a slot, be it whole or not. Like MCUboot's own recovery, this lists what an upload left half done.
  private struct Entry {
    let version: ImageVersion
    /// The image's hash; 32 zeros where the image may not be started.
    var hash = ImageHash(.sha256, InlineArray(repeating: 0))
    var isBootable = false
  }

  static func list<Flash: FlashDevice>(_ reply: inout CBORWriter, _ flash: inout Flash) -> RecoveryServer.Result {
    var entries = InlineArray<2, Entry?>(repeating: nil)
    for number in 0..<2 { entries[number] = entry(number, &flash) }
    let next = ImageUpdate.nextSwap(&flash)
    reply.map(2)
    reply.text("images")
    reply.array((entries[0] == nil ? 0 : 1) &+ (entries[1] == nil ? 0 : 1))
    for number in 0..<2 {
      guard let entry = entries[number] else { continue }
      write(entry, number, next, &reply)
    }
    reply.text("splitStatus")
    reply.unsigned(0)
    return .done
  }

  private static func entry<Flash: FlashDevice>(_ number: Int, _ flash: inout Flash) -> Entry? {
    guard let header = ImageHeader(&flash, in: FlashMap.slot(number)) else { return nil }
    var entry = Entry(version: header.version)
    if let hash = check(number, &flash)?.hash {
      entry.isBootable = true
      entry.hash = hash
    }
    return entry
  }

  /// An image that may be started. The signature is looked at when it is to be started.
  private static func check<Flash: FlashDevice>(_ number: Int, _ flash: inout Flash) -> ImageCheck? {
    do throws(ImageFault) {
      return try ImageCheck(&flash, slot: FlashMap.slot(number), key: NoKey())
    } catch {
      return nil
    }
  }

  private static func write(_ entry: Entry, _ number: Int, _ next: SwapType, _ reply: inout CBORWriter) {
    let isPending = number == 1 && (next == .test || next == .permanent)
    reply.map(8)
    reply.text("slot")
    reply.unsigned(UInt64(number))
    reply.text("version")
    var text = reply.beginText()
    text.append(UInt32(entry.version.major))
    text.append(".")
    text.append(UInt32(entry.version.minor))
    text.append(".")
    text.append(UInt32(entry.version.revision))
    if entry.version.build != 0 {
      text.append(".")
      text.append(entry.version.build)
    }
    reply.endText(text)
    reply.text("hash")
    reply.bytes(count: entry.hash.count) { for index in 0..<$0.count { $0[index] = entry.hash.bytes[index] } }
    flag("bootable", entry.isBootable, &reply)
    flag("pending", isPending, &reply)
    flag("confirmed", number == (next == .revert ? 1 : 0), &reply)
    flag("active", number == 0, &reply)
    flag("permanent", isPending && next == .permanent, &reply)
  }

  private static func flag(_ name: StaticString, _ value: Bool, _ reply: inout CBORWriter) {
    reply.text(name)
    reply.boolean(value)
  }

  /// Marks the image with a hash: the one in slot 1 is taken at the next reset, the one in slot 0 is kept.
  static func write<Flash: FlashDevice>(
    _ request: CBORContainer, _ flash: inout Flash
  ) -> RecoveryServer.Result {
    var fields = request
    var hash: UnsafeBufferPointer<UInt8>?
    var confirms = false
    while let field = fields.nextField() {
      switch field.value {
      case .null: break
      case .bytes(let value) where field.key.equals("hash"):
        guard value.count == 0 || value.count == 32 || value.count == 48 || value.count == 64 else {
          return .image(.invalidHash)
        }
        if value.count > 0 { hash = value.contiguous }
      case .boolean(let value) where field.key.equals("confirm"): confirms = value
      default: if field.key.equals("hash") || field.key.equals("confirm") { return .failed(.invalid) }
      }
    }
    guard hash != nil || confirms else { return .image(.invalidHash) }
    do throws(FlashError) {
      for number in 0..<2 {
        guard let image = check(number, &flash) else { continue }
        if let hash, image.hash?.equals(hash) != true { continue }
        if number == 0 {
          try ImageUpdate.confirm(&flash)
        } else {
          try ImageUpdate.setPending(&flash, permanent: confirms)
        }
        return .done
      }
    } catch {
      return .image(.writeFailed)
    }
    return .image(.hashNotFound)
  }

  static func erase<Flash: FlashDevice>(
    _ request: CBORContainer, _ reply: inout CBORWriter, _ flash: inout Flash
  ) -> RecoveryServer.Result {
    var fields = request
    var slot: UInt64 = 1
    while let field = fields.nextField() {
      guard field.key.equals("slot") else { continue }
      switch field.value {
      case .null: break
      case .unsigned(let value): slot = value
      // Slot 1 is not erased for want of understanding.
      default: return .failed(.invalid)
      }
    }
    guard slot <= 1 else { return .image(.invalidSlot) }
    let area = FlashMap.slot(Int(truncatingIfNeeded: slot))
    do throws(FlashError) { try clear(area, &flash) } catch { return .image(.eraseFailed) }
    reply.map(0)
    return .done
  }

  static func slots(_ reply: inout CBORWriter) -> RecoveryServer.Result {
    reply.map(1)
    reply.text("images")
    reply.array(1)
    reply.map(3)
    reply.text("image")
    reply.unsigned(0)
    reply.text("slots")
    reply.array(2)
    for number in 0..<2 {
      reply.map(3)
      reply.text("slot")
      reply.unsigned(UInt64(number))
      reply.text("size")
      reply.unsigned(UInt64(FlashMap.slot(number).size))
      reply.text("upload_image_id")
      reply.unsigned(UInt64(number &+ 1))
    }
    reply.text("max_image_size")
    reply.unsigned(UInt64(FlashMap.largestImage))
    return .done
  }

  /// Erases a slot: the trailers first, its own and that of slot 1, which could have the two swapped.
  static func clear<Flash: FlashDevice>(_ slot: FlashArea, _ flash: inout Flash) throws(FlashError) {
    try clearTrailers(slot, &flash)
    try eraseSectors(from: slot.start, to: slot.end, &flash)
  }

  /// Erases the trailer of a slot and that of slot 1.
  static func clearTrailers<Flash: FlashDevice>(_ slot: FlashArea, _ flash: inout Flash) throws(FlashError) {
    try SlotTrailer.erase(&flash, FlashMap.slot1)
    try SlotTrailer.erase(&flash, slot)
  }

  /// Erases the sectors that begin in [`start`, `end`), of them those that are not erased.
  static func eraseSectors<Flash: FlashDevice>(
    from start: UInt32, to end: UInt32, _ flash: inout Flash
  ) throws(FlashError) {
    var place = (start &+ FlashMap.sectorSize &- 1) & ~(FlashMap.sectorSize &- 1)
    while place < end {
      let sector = FlashArea(place, size: FlashMap.sectorSize)
      if !flash.isErased(sector) { try flash.erase(sectorAt: place) }
      place = sector.end
    }
  }
}
