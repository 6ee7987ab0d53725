import Machine

/// The mask ROM. Its contents are not public: here it holds a program of our own that does what is known of its start, a
/// library of our own at the addresses of its C library (see `firmware-images/bootrom`), and undefined instructions
/// everywhere else: the Bluetooth stack is there, and `DA14681.missingROMCode` tells who calls it.
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
    rom.store(bytes(code), at: 0)
    rom.store(bytes(library), at: Int(libraryBase - base))
    return rom
  }

  private static func bytes(_ words: [UInt32]) -> [UInt8] {
    words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
  }
}
