extension Image {
  /// Where the vendor's start-up code copies its vectors from: behind the flash header, which it relies on.
  ///
  /// Source: the start-up code of the vendor's SDK for this chip as published with OpenThread (`startup_ARMCM0.S`); its image
  /// tool puts the header there, and leaves out the linked bytes 0xF8 to 0xFF, which are unusable.
  private var copiedVectors: UInt32 { map.flash.base &+ UInt32(DialogHeader.size) }

  /// Puts the flash header before an image that only runs behind it: linked for the start of flash, without one, and with
  /// the address 0x08000008 among its constants.
  mutating func addVendorHeader() {
    let flash = map.flash
    guard map.hasDialogBoot, dialogHeader == nil, mcuboot == nil, vectorTable == flash.base, copiesVectorsBehindHeader
    else { return }
    let first = DialogHeader.alignedFrom
    let flashed = flashPart
    var linked: [UInt8] = []
    for segment in flashed {
      let offset = Int(segment.address - flash.base)
      linked += repeatElement(flash.fill, count: max(0, offset - linked.count)) + segment.bytes
    }
    guard let placed = try? DialogHeader.flashImage(linked: linked, name: name, dropsGap: true, for: map) else {
      return
    }
    let rest = flashed.compactMap { segment -> Segment? in
      let skipped = max(0, first - Int(segment.address - flash.base))
      guard skipped < segment.bytes.count else { return nil }
      return Segment(address: segment.address + UInt32(skipped), bytes: Array(segment.bytes[skipped...]))
    }
    segments =
      segments.filter { !flash.contains($0.address) }
      + [Segment(address: flash.base, bytes: Array(placed.prefix(first)))] + rest
    dialogHeader = DialogHeader(isQuad: true, isCached: true, imageSize: placed.count)
    add(note: "its start-up copies the vectors from \(hex(copiedVectors)): the flash header was put before it")
  }

  private var copiesVectorsBehindHeader: Bool {
    let place = copiedVectors
    let wanted = (0..<4).map { UInt8(truncatingIfNeeded: place >> UInt32(8 * $0)) }
    return segments.contains { segment in
      guard map.flash.contains(segment.address) else { return false }
      let start = Int((4 - segment.address % 4) % 4)
      return stride(from: start, to: segment.bytes.count - 3, by: 4).contains { place in
        segment.bytes[place] == wanted[0] && segment.bytes[place + 1] == wanted[1]
          && segment.bytes[place + 2] == wanted[2] && segment.bytes[place + 3] == wanted[3]
      }
    }
  }
}
