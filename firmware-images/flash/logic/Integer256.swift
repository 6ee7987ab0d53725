/// A number of 256 bits: eight words, the lowest first.
struct Integer256: Equatable {
  var words: InlineArray<8, UInt32>

  init() { words = InlineArray(repeating: 0) }
  init(_ words: InlineArray<8, UInt32>) { self.words = words }

  /// The number whose most significant byte comes first. At most 32 bytes count.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init()
    for index in 0..<min(bytes.count, 32) {
      let place = bytes.count &- 1 &- index
      words[index >> 2] |= UInt32(bytes[place]) << UInt32(8 &* (index & 3))
    }
  }

  /// The number whose least significant byte comes first. At most 32 bytes count.
  init(littleEndian bytes: UnsafeBufferPointer<UInt8>) {
    self.init()
    for index in 0..<min(bytes.count, 32) {
      words[index >> 2] |= UInt32(bytes[index]) << UInt32(8 &* (index & 3))
    }
  }

  init(_ digest: SHA256Digest) {
    self.init()
    for index in 0..<8 { words[index] = digest.words[7 &- index] }
  }

  var isZero: Bool {
    var any: UInt32 = 0
    for index in 0..<8 { any |= words[index] }
    return any == 0
  }

  /// Byte 0, the least significant, to 31.
  func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[index >> 2 & 7] >> UInt32(8 &* (index & 3))) }

  func bit(_ index: Int) -> Bool { words[index >> 5 & 7] >> UInt32(index & 31) & 1 != 0 }

  static func == (a: Integer256, b: Integer256) -> Bool {
    var difference: UInt32 = 0
    for index in 0..<8 { difference |= a.words[index] ^ b.words[index] }
    return difference == 0
  }

  /// Adds `other`; returns the carry.
  mutating func add(_ other: Integer256) -> Bool {
    var carry: UInt32 = 0
    for index in 0..<8 {
      let (first, isOver) = words[index].addingReportingOverflow(other.words[index])
      let (sum, isOverAgain) = first.addingReportingOverflow(carry)
      words[index] = sum
      carry = isOver || isOverAgain ? 1 : 0
    }
    return carry != 0
  }

  /// Takes `other` away; returns whether it was larger.
  mutating func subtract(_ other: Integer256) -> Bool {
    var borrow: UInt32 = 0
    for index in 0..<8 {
      let (first, isUnder) = words[index].subtractingReportingOverflow(other.words[index])
      let (difference, isUnderAgain) = first.subtractingReportingOverflow(borrow)
      words[index] = difference
      borrow = isUnder || isUnderAgain ? 1 : 0
    }
    return borrow != 0
  }

  /// Whether this is smaller than `other`.
  func isLess(than other: Integer256) -> Bool {
    var copy = self
    return copy.subtract(other)
  }
}
