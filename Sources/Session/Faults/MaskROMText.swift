import CortexM0
import DA14681
import Formats

/// Says what of the mask ROM firmware went to.
enum MaskROMText {
  private static let consequence = "which holds the Bluetooth stack and is not modelled"

  /// That a fault was a call of the ROM, where it was, as a sentence; `nil` for any other fault.
  static func call(of fault: Fault) -> String? {
    guard fault.cause == .undefinedInstruction, MaskROM.contains(fault.programCounter) else { return nil }
    return "the firmware " + call(fault.programCounter)
  }

  /// What firmware did that went on at `address` in the ROM, where none of our code is: follows "the firmware".
  static func call(_ address: UInt32) -> String {
    guard let place = MaskROM.place(at: address) else {
      return "went to \(Hex.word(address)) in the mask ROM, \(consequence)"
    }
    guard place.offset == 0 else { return "went to \(Hex.word(address)), \(place) of the mask ROM, \(consequence)" }
    return "calls \(place.name) of the mask ROM at \(Hex.word(address)), \(consequence)"
  }
}
