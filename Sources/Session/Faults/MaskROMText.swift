import CortexM0
import Formats

/// Says what of the mask ROM firmware went to.
enum MaskROMText {
  /// That a fault was a call of the ROM of `chip`, where it was, as a sentence; `nil` for any other fault.
  static func call(of fault: Fault, in chip: ChipModel) -> String? {
    guard fault.cause == .undefinedInstruction, chip.maskROM?.addresses.contains(fault.programCounter) == true else {
      return nil
    }
    return "the firmware " + call(fault.programCounter, in: chip)
  }

  /// What firmware did that went on at `address` in the ROM, where none of our code is: follows "the firmware".
  static func call(_ address: UInt32, in chip: ChipModel) -> String {
    let consequence = "which \(chip.maskROM.map { "holds \($0.contents) and " } ?? "")is not modelled"
    guard let place = chip.maskROM?.place(at: address) else {
      return "went to \(Hex.word(address)) in the mask ROM, \(consequence)"
    }
    guard place.offset == 0 else { return "went to \(Hex.word(address)), \(place) of the mask ROM, \(consequence)" }
    return "calls \(place.name) of the mask ROM at \(Hex.word(address)), \(consequence)"
  }
}
