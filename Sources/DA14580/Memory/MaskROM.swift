import Machine

/// The mask ROM. Its contents are not public: `BootROM` does what is known of its start, without instructions; here it holds
/// undefined instructions. The Bluetooth stack is there, and `DA14580.missingROMCode` tells who calls it.
///
/// Source: the data sheet's memory map (84 KB); the symbol file of the vendor's SDK has its places from 0x20000 on.
enum MaskROM {
  /// Where it is.
  static let base: UInt32 = 0x0002_0000
  /// Its bytes.
  static let size = 84 * 1024

  static func make() -> Memory {
    // UDF #0xDE, which no firmware mistakes for its own breakpoint.
    Memory("ROM", size: size, isWritable: false, fill: 0xDE)
  }
}
