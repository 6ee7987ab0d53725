extension DA14580 {
  /// What the boot ROM starts.
  public enum BootSource: Hashable, Codable, Sendable {
    /// The boot ROM looks for a program: in OTP, at the UARTs, in a serial flash, in a serial EEPROM, and again.
    case rom
    /// The boot ROM keeps to the UARTs; for the first boot only, later ones are those of `rom`.
    case serial
    /// An image that somebody put into memory, as a debugger would: its stack pointer and its reset vector (bit 0 is the
    /// Thumb bit), and what answers at address 0.
    case image(stackPointer: UInt32, programCounter: UInt32, remap: Remap)
  }
}
