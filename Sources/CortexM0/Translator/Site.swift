/// Where in a block an access is, as one word in generated code.
struct Site {
  /// The region's entry of the instruction.
  var index: Int
  /// What is to be added for the cycles left and the extra ones at the beginning of the instruction.
  var rest: Int
  var extra: Int
  /// Nothing of the block follows.
  var isLast: Bool

  init(index: Int, rest: Int, extra: Int, isLast: Bool) {
    self.index = index
    self.rest = rest
    self.extra = extra
    self.isLast = isLast
  }

  init(_ word: UInt64) {
    index = Int(word & 0xFF_FFFF)
    rest = Int(word >> 24 & 0xFFF)
    extra = Int(word >> 36 & 0xFFF)
    isLast = word >> 48 & 1 != 0
  }

  var word: UInt64 {
    UInt64(index & 0xFF_FFFF) | UInt64(rest & 0xFFF) << 24 | UInt64(extra & 0xFFF) << 36 | (isLast ? 1 << 48 : 0)
  }
}
