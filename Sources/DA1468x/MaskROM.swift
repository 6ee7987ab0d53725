import Machine

/// A stand-in for the mask ROM, whose contents are not public: the loop in which the chip waits when there is nothing to
/// boot, and undefined instructions everywhere else, so that firmware that calls the ROM faults there.
enum MaskROM {
  /// Where it is.
  static let base: UInt32 = 0x07F0_0000
  /// Its window.
  static let size = 0x4_0000
  /// The waiting loop, as a vector.
  static let waitingLoop: UInt32 = base + 9

  static func make() -> Memory {
    let rom = Memory("ROM", size: size, isWritable: false)
    // UDF #0xDE, which no firmware mistakes for its own breakpoint.
    rom.fill(0..<size, with: 0xDE)
    let stack = MemoryMap.ramBase + UInt32(MemoryMap.ramSize)
    for (offset, word) in [(0, stack), (4, waitingLoop), (8, 0xE7FD_BF30)] as [(Int, UInt32)] {
      rom.store((0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }, at: offset)
    }
    return rom
  }
}
