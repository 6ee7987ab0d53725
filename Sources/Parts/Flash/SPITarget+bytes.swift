import Machine

extension SPITarget {
  /// Splits a word into bytes, most significant first, for chips that only know bytes. Of a 9-bit word such a chip sees
  /// the first eight.
  func exchangeBytes(_ word: UInt32, bits: Int, _ exchangeByte: (UInt8) -> UInt8) -> UInt32 {
    var answer: UInt32 = 0
    var left = min(max(bits, 1), 32)
    while left >= 8 {
      left -= 8
      answer = answer << 8 | UInt32(exchangeByte(UInt8(truncatingIfNeeded: word >> UInt32(left))))
    }
    return answer << UInt32(left)
  }
}
