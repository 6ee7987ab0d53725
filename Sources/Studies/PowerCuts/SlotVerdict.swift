import Boards
import Formats
import Images
import Machine

/// Whether slot 0 holds a whole image, and whether that runs.
struct SlotVerdict {
  /// The hash of the image, in hexadecimal; `nil` where slot 0 holds none that is whole.
  let image: String?
  /// The vectors in use are those of firmware in slot 0: it has begun, and the bootloader is done.
  let isRunning: Bool

  /// Looks at a band as it is now.
  init(_ band: any Board) {
    let map = band.model.memoryMap
    guard let slots = map.slots else {
      (image, isRunning) = (nil, false)
      return
    }
    let place = Int(slots.first - map.flash.base)
    let contents = (place..<place + slots.size).map { band.chip.flash[$0] }
    let found = try? Image.recognise(contents, name: "slot 0", for: map).mcuboot
    image = found.flatMap { $0.hashState == .right ? $0.hash.map { Hex.bytes($0.bytes) } : nil }
    // RAM has the copied vector table, whose second word is the reset handler; on the nRF51 its first word is where the table
    // is that the bootloader sends interrupts to.
    isRunning = slots.running.contains(band.chip.ram.word(at: map.hasDialogBoot ? 4 : 0))
  }
}
