/// Where in a block an access of one register is, and what it does there, as one word in generated code.
struct Site {
  /// The region's entry of the instruction.
  var index: Int
  /// What is to be added for the cycles left and the extra ones at the beginning of the instruction.
  var rest: Int
  var extra: Int
  /// Nothing of the block follows.
  var isLast: Bool
  /// Bytes of the access: 1, 2 or 4.
  var width: Int
  /// Whether what is loaded has a sign.
  var isSigned: Bool
  /// The register, R0 to R7.
  var register: Int

  init(_ instruction: Instruction, index: Int, rest: Int, extra: Int, isLast: Bool) {
    self.index = index
    self.rest = rest
    self.extra = extra
    self.isLast = isLast
    width = instruction.operation.accessWidth
    isSigned = [.loadSignedHalfIndexed, .loadSignedByteIndexed].contains(instruction.operation)
    register = Int(instruction.a)
  }

  @inline(__always)
  init(_ word: UInt64) {
    index = Int(word & 0xFF_FFFF)
    rest = Int(word >> 24 & 0xFFF)
    extra = Int(word >> 36 & 0xFFF)
    isLast = word >> 48 & 1 != 0
    width = Int(word >> 49 & 7)
    isSigned = word >> 52 & 1 != 0
    register = Int(word >> 53 & 7)
  }

  var word: UInt64 {
    let place = UInt64(index & 0xFF_FFFF) | UInt64(rest & 0xFFF) << 24 | UInt64(extra & 0xFFF) << 36
    let access = UInt64(width & 7) << 1 | (isSigned ? 1 << 4 : 0) | UInt64(register & 7) << 5
    return place | (access | (isLast ? 1 : 0)) << 48
  }
}
