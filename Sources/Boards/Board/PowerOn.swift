/// What a board starts when it is powered on.
public enum PowerOn: Hashable, Sendable {
  /// What the flash holds, as the chip's boot ROM finds it.
  case flash
  /// The serial boot of the chip's boot ROM, whatever the flash holds.
  case serial
  /// An image that somebody put into memory, as a debugger would: its stack pointer, its reset vector (bit 0 is the Thumb
  /// bit), and whether its vectors are in flash or in RAM.
  case image(stackPointer: UInt32, programCounter: UInt32, isInFlash: Bool)
}
