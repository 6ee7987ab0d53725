import Machine

/// The mask ROM. Its contents are not public: here it holds a program of our own that does what is known of it (see
/// `firmware-images/bootrom`), and undefined instructions everywhere else, so that firmware that calls the ROM faults.
public enum MaskROM {
  /// Where it is.
  public static let base: UInt32 = 0x07F0_0000
  /// Bytes of its window.
  public static let size = 0x4_0000
  /// The initial stack pointer and the vector that the chip comes out of reset with.
  static let stackPointer = code[0]
  static let resetVector = code[1]
  /// Where it starts when the board asks for the UART, whatever the flash holds.
  static let serialBootVector = code[4]

  static func make() -> Memory {
    let rom = Memory("ROM", size: size, isWritable: false)
    // UDF #0xDE, which no firmware mistakes for its own breakpoint.
    rom.fill(0..<size, with: 0xDE)
    rom.store(code.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }, at: 0)
    return rom
  }
}
