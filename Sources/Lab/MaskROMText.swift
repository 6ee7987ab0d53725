import DA1468x

/// Says what of the mask ROM firmware went to.
enum MaskROMText {
  private static let consequence = "which holds the Bluetooth stack and is not modelled"

  /// What firmware did that went on at `address` in the ROM, where none of our code is: follows "the firmware".
  static func call(_ address: UInt32) -> String {
    guard let place = MaskROM.place(at: address) else {
      return "went to \(Hex.word(address)) in the mask ROM, \(consequence)"
    }
    guard place.offset == 0 else { return "went to \(Hex.word(address)), \(place) of the mask ROM, \(consequence)" }
    return "calls \(place.name) of the mask ROM at \(Hex.word(address)), \(consequence)"
  }
}
