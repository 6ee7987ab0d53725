extension NRF51 {
  /// Where the program starts after a reset.
  public enum Boot: Hashable, Codable, Sendable {
    /// The vectors at address 0, as the chip always does.
    case flash
    /// An image that somebody put into memory, as a debugger would: its stack pointer and its reset vector (bit 0 is the
    /// Thumb bit). When the supply comes back it is `flash` again.
    case image(stackPointer: UInt32, programCounter: UInt32)
  }
}
