import Boards
import CortexM0
import Images
import Machine

extension Board {
  /// Puts an image where it belongs and powers the chip on, as a programmer on a desk would: flash first; what belongs
  /// into RAM after power-on, which RAM does not survive. `contents` is what a flash holds that was used before, with the
  /// image in it: there it has its header, and the boot ROM starts it.
  func boot(_ loaded: LoadedImage?, flash contents: [UInt8]?, fromUART: Bool) {
    let segments = loaded?.segments ?? []
    load(segments, into: chip.flash, at: MemoryRegion.flash)
    if let contents { storage.takeContents(contents) }
    guard !fromUART else { return powerOn(.serial) }
    guard let loaded else { return powerOn(.flash) }
    let isInFlash = contents != nil && loaded.isBootable && loaded.layout.region == .flash
    switch isInFlash ? .flashHeader : loaded.layout.start {
    case .flashHeader, .bootloader: powerOn(.flash)
    case .vectorTable:
      powerOn(
        .image(
          stackPointer: loaded.layout.stackPointer, programCounter: loaded.layout.resetVector,
          isInFlash: loaded.layout.region == .flash))
    }
    load(segments, into: chip.ram, at: MemoryRegion.ram)
  }

  private func load(_ segments: [Image.Segment], into memory: Memory, at region: MemoryRegion) {
    for segment in segments where region.contains(segment.address) {
      memory.store(segment.bytes, at: Int(segment.address - region.base))
    }
  }
}
