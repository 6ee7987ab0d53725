/// What the boot ROM starts.
public enum BootSource: Hashable, Codable, Sendable {
  /// The flash image with its header at flash offset 0; without one the chip waits in the ROM.
  case flash
  /// An image that somebody put into memory, as a debugger would: its stack pointer and its reset vector (bit 0 is the
  /// Thumb bit), and what answers at address 0.
  case image(stackPointer: UInt32, programCounter: UInt32, remap: Remap)
}
