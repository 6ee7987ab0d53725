import Machine

/// The header of a flash image: "qQ" or "pP" and two zero bytes, then the big-endian length with its top bit set for a
/// cached image. The boot ROM looks at the first four bytes.
enum FlashHeader {
  /// Whether the flash begins with one.
  static func isPresent(in flash: Memory) -> Bool {
    let mark = flash.word(at: 0)
    return mark == 0x0000_5171 || mark == 0x0000_5070
  }
}
