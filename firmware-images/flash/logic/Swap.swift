/// Exchanges the images of the two slots, scratch by scratch, so that it can be taken up again wherever power failed.
///
/// For as many bytes as the scratch area holds, three steps: slot 1 to scratch, slot 0 to slot 1, scratch to slot 0. A
/// status byte in slot 0's trailer is set after each. A step's source is whole until its status byte is set, so a step
/// that was cut short is done again from its beginning. Slot 0's magic without its copy-done flag says that a swap is
/// under way; the kind of swap and the number of bytes stand beside it, written before the magic.
struct Swap: Equatable {
  /// `none` never is.
  let type: SwapType
  /// Bytes of each slot that change places.
  let size: UInt32

  /// A swap that takes both images along.
  init(_ type: SwapType, size: UInt32) {
    self.type = type
    self.size = size
  }

  /// The swap that was begun and has not ended.
  static func underWay<Flash: FlashDevice>(_ flash: inout Flash) -> Swap? {
    let trailer = SlotTrailer(&flash, of: FlashMap.slot0)
    guard trailer.magic == .good, !trailer.isCopyDone, let type = trailer.swap, type != .none,
      trailer.swapSize > 0, trailer.swapSize <= FlashMap.largestImage
    else { return nil }
    return Swap(type, size: trailer.swapSize)
  }

  /// Notes that this swap is under way. What made it necessary stays in slot 1's trailer until the end; going back is
  /// noted there first, for nothing but slot 0's trailer, which is erased here, asked for it.
  func begin<Flash: FlashDevice>(_ flash: inout Flash) throws(FlashError) {
    if type == .revert { try ImageUpdate.setPending(&flash, permanent: true) }
    try SlotTrailer.erase(&flash, FlashMap.slot0)
    try SlotTrailer.write(swap: type, size: size, &flash, FlashMap.slot0)
    try SlotTrailer.writeMagic(&flash, FlashMap.slot0)
  }

  /// Does what is left of it.
  func run<Flash: FlashDevice>(_ flash: inout Flash) throws(FlashError) {
    let chunk = FlashMap.scratch.size
    let steps = (size &+ chunk &- 1) / chunk &* 3
    for step in 0..<steps {
      let status = SlotTrailer.statusAddress(FlashMap.slot0, step)
      guard flash.byte(at: status) == 0xFF else { continue }
      try run(step, &flash)
      try flash.program(byte: UInt8(truncatingIfNeeded: step % 3 &+ 1), at: status)
    }
    if type != .test { try SlotTrailer.setImageOK(&flash, FlashMap.slot0) }
    try SlotTrailer.erase(&flash, FlashMap.slot1)
    try SlotTrailer.setCopyDone(&flash, FlashMap.slot0)
  }

  private func run<Flash: FlashDevice>(_ step: UInt32, _ flash: inout Flash) throws(FlashError) {
    let offset = step / 3 &* FlashMap.scratch.size
    let count = min(FlashMap.scratch.size, size &- offset)
    let first = FlashMap.slot0.start &+ offset
    let second = FlashMap.slot1.start &+ offset
    switch step % 3 {
    case 0: try copy(from: second, to: FlashMap.scratch.start, count, &flash)
    case 1: try copy(from: first, to: second, count, &flash)
    default: try copy(from: FlashMap.scratch.start, to: first, count, &flash)
    }
  }

  /// Erases and copies whole sectors; erased pages need no program.
  private func copy<Flash: FlashDevice>(
    from: UInt32, to: UInt32, _ count: UInt32, _ flash: inout Flash
  ) throws(FlashError) {
    let sectors = (count &+ FlashMap.sectorSize &- 1) / FlashMap.sectorSize
    for sector in 0..<sectors {
      let start = to &+ sector &* FlashMap.sectorSize
      try flash.erase(sectorAt: start)
      for page in 0..<FlashMap.sectorSize / FlashMap.pageSize {
        let offset = page &* FlashMap.pageSize
        try copyPage(from: from &+ sector &* FlashMap.sectorSize &+ offset, to: start &+ offset, &flash)
      }
    }
  }

  private func copyPage<Flash: FlashDevice>(
    from: UInt32, to: UInt32, _ flash: inout Flash
  ) throws(FlashError) {
    guard !flash.isErased(FlashArea(from, size: FlashMap.pageSize)) else { return }
    var page = InlineArray<256, UInt8>(repeating: 0)
    try withUnsafeMutableBytes(of: &page) { (raw) throws(FlashError) in
      let bytes = raw.assumingMemoryBound(to: UInt8.self)
      flash.read(from, into: bytes)
      try flash.program(UnsafeBufferPointer(bytes), at: to)
    }
  }
}
