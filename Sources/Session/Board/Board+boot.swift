import Boards
import CortexM0
import Images
import Machine

extension Board {
  /// Puts an image where it belongs and powers the chip on, as a programmer on a desk would: flash first; what belongs
  /// into RAM after power-on, which RAM does not survive. What is for neither, such as settings beside the flash, the board
  /// takes or leaves. `contents` is what a flash holds that was used before, with the image in it: there a boot ROM finds it
  /// behind its header.
  func boot(_ loaded: LoadedImage?, flash contents: [UInt8]?, fromUART: Bool) {
    let segments = loaded?.segments ?? []
    let memories = model.chip.memories
    load(segments, into: chip.flash, at: memories.flash)
    for segment in segments where !memories.flash.contains(segment.address) && !memories.ram.contains(segment.address) {
      _ = takeOther(segment.bytes, at: segment.address)
    }
    if let contents { storage.takeContents(contents) }
    guard !fromUART else { return powerOn(.serial) }
    guard let loaded else { return powerOn(.flash) }
    let isInFlash = contents != nil && loaded.isBootable && loaded.layout.region == loaded.image.map.flash
    switch isInFlash ? .flashHeader : loaded.layout.start {
    case .flashHeader, .flashVectors, .bootloader: powerOn(.flash)
    case .vectorTable:
      powerOn(
        .image(
          stackPointer: loaded.layout.stackPointer, programCounter: loaded.layout.resetVector,
          isInFlash: loaded.layout.region == loaded.image.map.flash))
    }
    load(segments, into: chip.ram, at: memories.ram)
  }

  private func load(_ segments: [Image.Segment], into memory: Memory, at region: ChipMemory) {
    for segment in segments where region.contains(segment.address) {
      memory.store(segment.bytes, at: Int(segment.address - region.base))
    }
  }
}
