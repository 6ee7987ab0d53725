extension Image {
  /// The version that an image gets which has none of its own.
  private static let defaultVersion = MCUbootImage.Version(major: 1, minor: 0, revision: 0, build: 0)

  /// Whether the image belongs into a slot: it has an MCUboot header, or is linked to where slot 0 has its payload.
  public var isForSlot: Bool {
    mcuboot != nil || kind != .flashDump && flashPart.first?.address == MCUbootImage.payloadAddress
  }

  private var flashPart: [Segment] { segments.filter { MemoryRegion.flash.contains($0.address) } }

  /// What a programmer writes beside the bootloader for an image that belongs into a slot: the image, in slot 0 unless its
  /// file says slot 1, and in the trailers of both slots what the file says, which is nothing unless it is padded. An image
  /// without a header gets one, with its hash, as it gets one in the factory.
  /// - Throws: where it does not fit into the slot.
  public func slotSegments() throws(ImageError) -> [Segment] {
    let region = MemoryRegion.flash
    guard isForSlot else {
      throw ImageError(
        file: name, found: "an image that is not for a slot",
        expected: "an MCUboot image, or one linked for \(hex(MCUbootImage.payloadAddress))")
    }
    var placed: [Segment]
    if mcuboot != nil {
      let start = segments[0].address
      let slot = start == MCUbootImage.otherSlotAddress ? start : MCUbootImage.slotAddress
      placed = segments.map { Segment(address: $0.address &- start &+ slot, bytes: $0.bytes) }
    } else {
      var payload: [UInt8] = []
      for segment in flashPart {
        let offset = Int(segment.address - MCUbootImage.payloadAddress)
        payload += repeatElement(region.fill, count: max(0, offset - payload.count)) + segment.bytes
      }
      placed = [
        Segment(
          address: MCUbootImage.slotAddress, bytes: MCUbootImage.seal(payload, version: Image.defaultVersion))
      ]
    }
    let slotEnd = UInt64(placed[0].address) + UInt64(MCUbootImage.slotSize)
    let imageSize = mcuboot?.size ?? placed[0].bytes.count
    guard imageSize <= MCUbootImage.largestImage, placed.allSatisfy({ $0.end <= slotEnd }) else {
      throw ImageError(
        file: name, found: "an MCUboot image of \(imageSize) bytes",
        expected: "at most \(MCUbootImage.largestImage) bytes, what a slot has for one")
    }
    for slot in [MCUbootImage.slotAddress, MCUbootImage.otherSlotAddress] {
      let trailer = slot + UInt32(MCUbootImage.largestImage)
      guard !placed.contains(where: { $0.end > UInt64(trailer) && $0.address < trailer + 0x1000 }) else { continue }
      placed.append(Segment(address: trailer, bytes: [UInt8](repeating: region.fill, count: 0x1000)))
    }
    return placed.sorted { $0.address < $1.address }
  }

  /// Where an image for a slot has its vectors once it is in slot 0, and who starts it there.
  public func slotLayout(startedBy start: BootLayout.Start) -> BootLayout {
    let payload = mcuboot.map { segments[0].address + UInt32(clamping: $0.headerSize) } ?? MCUbootImage.payloadAddress
    func word(_ offset: UInt32) -> UInt32 {
      (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(self[payload &+ offset &+ $1] ?? MemoryRegion.flash.fill) }
    }
    let headerSize = mcuboot?.headerSize ?? MCUbootImage.usualHeaderSize
    return BootLayout(
      start: start, region: .flash, vectorTable: MCUbootImage.slotAddress + UInt32(clamping: headerSize),
      stackPointer: word(0), resetVector: word(4))
  }
}
