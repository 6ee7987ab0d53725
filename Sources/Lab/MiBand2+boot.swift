import Boards
import DA1468x
import Images
import Machine

extension MiBand2 {
  /// Puts an image where it belongs and powers the chip on, as a programmer on a desk would: flash first; what belongs
  /// into RAM after power-on, which RAM does not survive.
  func boot(_ image: Image, _ layout: BootLayout) {
    load(image, into: soc.flash, at: MemoryRegion.flash)
    switch layout.start {
    case .flashHeader: soc.start(.flash)
    case .vectorTable:
      soc.start(
        .image(
          stackPointer: layout.stackPointer, programCounter: layout.resetVector,
          remap: layout.region == .flash ? .flash : .ram))
    }
    load(image, into: soc.ram, at: MemoryRegion.ram)
  }

  private func load(_ image: Image, into memory: Memory, at region: MemoryRegion) {
    for segment in image.segments where region.contains(segment.address) {
      memory.store(segment.bytes, at: Int(segment.address - region.base))
    }
  }
}
