extension Image {
  /// What a programmer writes into the flash for this image, in rising order of addresses; empty for one that goes into RAM
  /// alone.
  ///
  /// An image linked for the start of flash that brings no header gets one, as the vendor's image tool gives it: without
  /// it the chip would not start it. `isBootable` says whether a header stands at the start of flash then. It does not
  /// where the image uses its bytes 0xF8 to 0xFF, which the header takes, or leaves the first ones out. For a chip that
  /// starts from its vectors, what is linked is what is written, and `isBootable` says whether there are any at the start.
  public func flashSegments() -> (segments: [Segment], isBootable: Bool) {
    let region = map.flash
    let flashed = flashPart
    guard map.hasDialogBoot else { return (flashed, word(region.base) != nil) }
    guard let first = flashed.first, first.address == region.base else { return (flashed, false) }
    if dialogHeader != nil || kind == .flashDump { return (flashed, dialogHeader != nil) }
    var linked: [UInt8] = []
    for segment in flashed {
      let offset = Int(segment.address - region.base)
      linked += repeatElement(region.fill, count: max(0, offset - linked.count))
      linked += segment.bytes
    }
    guard let image = try? DialogHeader.flashImage(linked: linked, name: name, for: map) else {
      return (flashed, false)
    }
    let moved = min(image.count, DialogHeader.alignedFrom)
    let rest = flashed.compactMap { segment -> Segment? in
      let skipped = max(0, DialogHeader.alignedFrom - Int(segment.address - region.base))
      guard skipped < segment.bytes.count else { return nil }
      return Segment(address: segment.address + UInt32(skipped), bytes: Array(segment.bytes[skipped...]))
    }
    return ([Segment(address: region.base, bytes: Array(image[..<moved]))] + rest, true)
  }
}
