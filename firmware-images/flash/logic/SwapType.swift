/// What the bootloader is to do with the two slots (MCUboot's names and numbers).
enum SwapType: UInt8 {
  /// Starts slot 0.
  case none = 1
  /// Swaps, and swaps back at the next reset unless the image has confirmed itself.
  case test = 2
  /// Swaps for good.
  case permanent = 3
  /// Swaps back, for the image did not confirm itself.
  case revert = 4
}
