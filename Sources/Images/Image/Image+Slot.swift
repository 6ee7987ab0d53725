extension Image {
  /// The version that an image gets which has none of its own.
  private static let defaultVersion = MCUbootImage.Version(major: 1, minor: 0, revision: 0, build: 0)

  /// Whether the image belongs into a slot: it has an MCUboot header, or its vectors are in slot 0 with room for one before.
  /// Never where the shipped bootloader cannot stand.
  public var isForSlot: Bool { mcuboot != nil || slotPayload != nil }

  /// Where the payload of an image without a header begins: at its vectors in slot 0, before which it has nothing but fill,
  /// where its linker script left room for the header.
  private var slotPayload: UInt32? {
    guard let slots = map.slots, slots.takesBareImages, kind != .flashDump, dialogHeader == nil,
      let first = flashPart.first,
      first.address >= slots.first, first.address <= slots.first + UInt32(MCUbootImage.largestHeader)
    else { return nil }
    // Without a vector table it is one by its address alone.
    let table = vectorTable ?? first.address
    guard table >= slots.first + UInt32(MCUbootImage.headerFields),
      table <= slots.first + UInt32(MCUbootImage.largestHeader), vectorTable != nil || table == slots.payload
    else { return nil }
    let isFill = flashPart.allSatisfy { segment in
      segment.bytes.prefix(Int(table) - Int(min(segment.address, table))).allSatisfy { $0 == 0 || $0 == 0xFF }
    }
    return isFill ? table : nil
  }

  /// What a programmer writes beside the bootloader for an image that belongs into a slot: the image, in slot 0 unless its
  /// file says slot 1, and in the trailers of both slots what the file says, which is nothing unless it is padded. An image
  /// without a header gets one, with its hash, as it gets one in the factory.
  /// - Throws: where it does not fit into the slot.
  public func slotSegments() throws(ImageError) -> [Segment] {
    guard let slots = map.slots, isForSlot else {
      let place = map.slots.map { ", or one linked for slot 0, such as for \(hex($0.payload))" } ?? ""
      throw ImageError(file: name, found: "an image that is not for a slot", expected: "an MCUboot image\(place)")
    }
    var placed: [Segment]
    if mcuboot != nil {
      let loaded = flashPart.isEmpty ? segments : flashPart
      let start = loaded[0].address
      let slot = start == slots.second ? start : slots.first
      placed = loaded.map { Segment(address: $0.address &- start &+ slot, bytes: $0.bytes) }
    } else {
      let start = slotPayload ?? slots.payload
      var payload: [UInt8] = []
      for segment in flashPart where segment.end > UInt64(start) {
        let skipped = Int(max(segment.address, start) - segment.address)
        let offset = Int(segment.address) + skipped - Int(start)
        payload += repeatElement(map.flash.fill, count: max(0, offset - payload.count)) + segment.bytes[skipped...]
      }
      placed = [
        Segment(
          address: slots.first,
          bytes: MCUbootImage.seal(
            payload, version: Image.defaultVersion, headerSize: Int(start - slots.first)))
      ]
    }
    let slotEnd = UInt64(placed[0].address) + UInt64(slots.size)
    let imageSize = mcuboot?.size ?? placed[0].bytes.count
    guard imageSize <= slots.largestImage, placed.allSatisfy({ $0.end <= slotEnd }) else {
      throw ImageError(
        file: name, found: "an MCUboot image of \(imageSize) bytes",
        expected: "at most \(slots.largestImage) bytes, what a slot has for one")
    }
    for slot in [slots.first, slots.second] {
      let trailer = slot + UInt32(slots.largestImage)
      guard !placed.contains(where: { $0.end > UInt64(trailer) && $0.address < trailer + UInt32(slots.sectorSize) })
      else { continue }
      placed.append(Segment(address: trailer, bytes: [UInt8](repeating: map.flash.fill, count: slots.sectorSize)))
    }
    return placed.sorted { $0.address < $1.address }
  }

  /// Where an image for a slot has its vectors once it is in slot 0, and who starts it there.
  public func slotLayout(startedBy starter: BootLayout.Start) -> BootLayout {
    let first = flashPart.first?.address ?? segments[0].address
    let slot = map.slots?.first ?? first
    let payload = mcuboot.map { first + UInt32(clamping: $0.headerSize) } ?? slotPayload ?? map.slots?.payload ?? first
    func word(_ offset: UInt32) -> UInt32 {
      (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(self[payload &+ offset &+ $1] ?? map.flash.fill) }
    }
    let headerSize = mcuboot?.headerSize ?? Int(payload - slot)
    return BootLayout(
      start: starter, region: map.flash, vectorTable: slot + UInt32(clamping: headerSize),
      stackPointer: word(0), resetVector: word(4))
  }
}
