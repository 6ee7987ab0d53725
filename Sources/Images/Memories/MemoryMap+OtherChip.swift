/// Images for other Cortex-M chips, and for other boards' chips.
extension MemoryMap {
  /// Where the architecture wants RAM, and most chips have it (ARMv6-M ARM, B3.1: the system address map).
  private static let usualRAM: ClosedRange<UInt32> = 0x2000_0000...0x3FFF_FFFF

  /// What an image is expected to be.
  var expected: String { "one for the \(chip): " + regions.map(\.text).joined(separator: ", ") }

  /// Whether another chip's RAM is at `address`, and nothing of this one's.
  func isOtherRAM(_ address: UInt32) -> Bool {
    guard region(containing: address) == nil else { return false }
    return MemoryMap.usualRAM.contains(address) || otherBoards.contains { $0.ram.contains(address) }
  }

  /// `; --board NAME has RAM there`, of a board whose RAM holds `address`; empty where there is none.
  func hint(ofRAMAt address: UInt32) -> String {
    otherBoards.first { $0.ram.contains(address) }.map { "; --board \($0.name) has RAM there" } ?? ""
  }

  /// The initial stack pointer of a vector table that `bytes` begin with, where that is in another chip's RAM.
  func otherStack(_ bytes: some Collection<UInt8>) -> UInt32? {
    let first = Array(bytes.prefix(8))
    guard first.count == 8 else { return nil }
    let words = ImageFile(bytes: first, name: "", map: self)
    let stack = words.word(0)
    // A stack may begin behind the last byte.
    return stack % 4 == 0 && isOtherRAM(stack &- 4) && words.word(4) & 1 == 1 ? stack : nil
  }
}

extension ImageFile {
  /// Throws where `bytes` begin with a vector table whose stack is in another chip's RAM.
  func checkChip(_ bytes: some Collection<UInt8>) throws(ImageError) {
    guard let stack = map.otherStack(bytes) else { return }
    let hint = map.hint(ofRAMAt: stack &- 4)
    throw error(
      found: "an image for another chip (its stack begins at \(hex(stack))\(hint))", expected: map.expected)
  }
}
