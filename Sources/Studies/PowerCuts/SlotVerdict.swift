import Boards
import Formats
import Images
import Machine

/// Whether slot 0 of a band holds a whole image, and whether that runs.
enum SlotVerdict {
  /// The hash of the image, in hexadecimal; `nil` where slot 0 holds none that is whole.
  static func image(_ band: any Board) -> String? {
    let map = band.model.memoryMap
    guard let slots = map.slots else { return nil }
    let place = Int(slots.first - map.flash.base)
    let found = try? Image.recognise(band.chip.flash[place..<place + slots.size], name: "slot 0", for: map).mcuboot
    return found.flatMap { $0.hashState == .right ? $0.hash.map { Hex.bytes($0.bytes) } : nil }
  }

  /// Whether the vectors in use are those of firmware in slot 0: it has begun, and the bootloader is done.
  static func isRunning(_ band: any Board) -> Bool {
    let map = band.model.memoryMap
    guard let slots = map.slots else { return false }
    // RAM has the copied vector table, whose second word is the reset handler; on the nRF51 its first word is where the table
    // is that the bootloader sends interrupts to.
    return slots.running.contains(band.chip.ram.word(at: map.hasDialogBoot ? 4 : 0))
  }
}
