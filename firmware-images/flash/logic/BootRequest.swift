/// What an image asks of the bootloader across a reset: two words of RAM behind the vector table, which every reset but
/// the loss of power leaves alone. An image writes them and resets the chip, by the watchdog where a software reset does not
/// pass the boot ROM; the bootloader takes them away.
enum BootRequest: UInt32 {
  /// Starts the image, as without a request.
  case none = 0
  /// Stays in the bootloader's serial recovery.
  case recovery = 1

  /// Where the two words stand: the mode, and the mode's exclusive or with `mark`.
  #if BOARD_TRACKER
    static let address: UInt32 = 0x2000_0010
  #else
    static let address: UInt32 = 0x07FC_00F8
  #endif
  private static let mark: UInt32 = 0x424F_4F54

  /// The request that two words make; anything else is none.
  init(_ mode: UInt32, _ check: UInt32) {
    self = mode ^ check == Self.mark ? BootRequest(rawValue: mode) ?? .none : .none
  }

  /// The two words of this request.
  var words: (mode: UInt32, check: UInt32) { (rawValue, rawValue ^ Self.mark) }
}
