import Boards
import Formats
import Images
import Machine

/// Whether slot 0 holds a whole image, and whether that runs.
struct SlotVerdict {
  /// The hash of the image, in hexadecimal; `nil` where slot 0 holds none that is whole.
  let image: String?
  /// The vectors in RAM are those of firmware in slot 0: it has begun, and the bootloader is done.
  let isRunning: Bool

  /// Slot 0 in the flash, and the Cortex-M0's copied vector table in RAM (its second word is the reset handler).
  private static let slot = 0x1_0000..<0x5_0000
  private static let resetVector = 4

  /// Looks at a band as it is now.
  init(_ band: any Board) {
    let contents = SlotVerdict.slot.map { band.chip.flash[$0] }
    let map = band.model.memoryMap
    let found = try? Image.recognise(contents, name: "slot 0", for: map).mcuboot
    image = found.flatMap { $0.hashState == .right ? $0.hash.map { Hex.bytes($0.bytes) } : nil }
    let handler = Int(band.chip.ram.word(at: SlotVerdict.resetVector)) - Int(map.flash.base)
    isRunning = SlotVerdict.slot.contains(handler)
  }
}
