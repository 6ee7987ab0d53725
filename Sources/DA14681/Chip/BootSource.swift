/// What the boot ROM starts.
public enum BootSource: Hashable, Codable, Sendable {
  /// The boot ROM runs: it starts the flash image with its header at flash offset 0, and without one takes an image over
  /// UART2.
  case flash
  /// The boot pin asks for UART2, whatever the flash holds; for the first boot only, later ones are those of `flash`.
  case serial
  /// An image that somebody put into memory, as a debugger would: its stack pointer and its reset vector (bit 0 is the
  /// Thumb bit), and what answers at address 0.
  case image(stackPointer: UInt32, programCounter: UInt32, remap: Remap)
}
