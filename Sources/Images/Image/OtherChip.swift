/// Images for other Cortex-M chips: most have their RAM at 0x20000000, where the DA14681 has nothing.
enum OtherChip {
  /// Where the architecture wants RAM (ARMv6-M ARM, B3.1: the system address map).
  private static let ram: ClosedRange<UInt32> = 0x2000_0000...0x3FFF_FFFF

  /// What an image is expected to be instead.
  static var expected: String {
    "one for the DA14681: " + MemoryRegion.all.map(\.text).joined(separator: ", ")
  }

  /// Whether another chip's RAM is at `address`.
  static func hasRAM(at address: UInt32) -> Bool { ram.contains(address) }

  /// Whether `bytes` begin with a vector table whose stack is in another chip's RAM.
  static func isVectorTable(_ bytes: some Collection<UInt8>) -> Bool {
    let first = Array(bytes.prefix(8))
    guard first.count == 8 else { return false }
    let words = ImageFile(bytes: first, name: "")
    let stack = words.word(0)
    // A stack may begin behind the last byte.
    return stack % 4 == 0 && hasRAM(at: stack &- 4) && words.word(4) & 1 == 1
  }

  /// Throws where `bytes` begin with such a table.
  static func check(_ bytes: some Collection<UInt8>, _ file: ImageFile) throws(ImageError) {
    guard isVectorTable(bytes) else { return }
    let stack = ImageFile(bytes: Array(bytes.prefix(4)), name: "").word(0)
    throw file.error(
      found: "an image for another chip (its stack begins at \(hex(stack)))", expected: expected)
  }
}
