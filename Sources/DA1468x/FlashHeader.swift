import Machine

/// The header of a flash image: "qQ" or "pP" and two zero bytes, then the big-endian length with its top bit set for a
/// cached image. The stack pointer and the reset vector follow.
struct FlashHeader {
  let stackPointer: UInt32
  let programCounter: UInt32

  /// `nil` where the flash begins with anything else.
  init?(_ flash: Memory) {
    let (first, second) = (flash[0], flash[1])
    guard (first, second) == (0x71, 0x51) || (first, second) == (0x70, 0x50), flash[2] == 0, flash[3] == 0 else {
      return nil
    }
    stackPointer = flash.word(at: 8)
    programCounter = flash.word(at: 12)
  }
}
