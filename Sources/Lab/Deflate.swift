/// Compresses as DEFLATE (RFC 1951) within the zlib format (RFC 1950): matches against the latest 32 KiB, fixed codes.
/// No library for it is among our packages; drawn pictures shrink to a few percent.
enum Deflate {
  private static let shortest = 3
  private static let longest = 258
  private static let window = 32_768
  private static let hashBits = 15

  /// The zlib stream of `bytes`.
  static func zlib(_ bytes: [UInt8]) -> [UInt8] {
    let sum = adler(bytes)
    return [0x78, 0x01] + raw(bytes) + (0..<4).map { UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * $0)) }
  }

  /// The DEFLATE stream of `bytes`, without a format around it.
  static func raw(_ bytes: [UInt8]) -> [UInt8] {
    var bits = BitWriter()
    bits.write(0b011, 3)  // the last block, fixed codes
    compress(bytes, into: &bits)
    writeSymbol(256, into: &bits)
    bits.flush()
    return bits.bytes
  }

  private struct BitWriter {
    var bytes: [UInt8] = []
    var held: UInt64 = 0
    var count: UInt64 = 0

    /// The low bits of `value`, the lowest first.
    mutating func write(_ value: Int, _ width: Int) {
      held |= UInt64(value) << count
      count += UInt64(width)
      while count >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: held))
        held >>= 8
        count -= 8
      }
    }

    /// A Huffman code, the highest bit first.
    mutating func writeCode(_ code: Int, _ width: Int) {
      var reversed = 0
      for bit in 0..<width where code >> bit & 1 == 1 { reversed |= 1 << (width - 1 - bit) }
      write(reversed, width)
    }

    mutating func flush() { if count > 0 { write(0, Int(8 - count)) } }
  }

  private static func compress(_ bytes: [UInt8], into bits: inout BitWriter) {
    var heads = [Int](repeating: -1, count: 1 << hashBits)
    var place = 0
    while place < bytes.count {
      var length = 0
      var distance = 0
      if place + shortest <= bytes.count {
        let key = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
        let hash = Int((key &* 2_654_435_761) >> UInt32(32 - hashBits))
        let candidate = heads[hash]
        heads[hash] = place
        if candidate >= 0 && place - candidate <= window {
          while length < longest, place + length < bytes.count, bytes[candidate + length] == bytes[place + length] {
            length += 1
          }
          distance = place - candidate
        }
      }
      if length >= shortest {
        writeMatch(length: length, distance: distance, into: &bits)
        place += length
      } else {
        writeSymbol(Int(bytes[place]), into: &bits)
        place += 1
      }
    }
  }

  /// RFC 1951, section 3.2.6.
  private static func writeSymbol(_ symbol: Int, into bits: inout BitWriter) {
    switch symbol {
    case ..<144: bits.writeCode(0x30 + symbol, 8)
    case ..<256: bits.writeCode(0x190 + symbol - 144, 9)
    case ..<280: bits.writeCode(symbol - 256, 7)
    default: bits.writeCode(0xC0 + symbol - 280, 8)
    }
  }

  /// RFC 1951, section 3.2.5: groups of codes with a growing number of extra bits.
  private static func writeMatch(length: Int, distance: Int, into bits: inout BitWriter) {
    if length == longest {
      writeSymbol(285, into: &bits)
    } else {
      let (code, extra, base) = group(length - 3, each: 4)
      writeSymbol(257 + code, into: &bits)
      bits.write(length - 3 - base, extra)
    }
    let (code, extra, base) = group(distance - 1, each: 2)
    bits.writeCode(code, 5)
    bits.write(distance - 1 - base, extra)
  }

  /// The code of a value where the first two groups of `each` codes have no extra bits and every later one has one
  /// more.
  private static func group(_ value: Int, each: Int) -> (code: Int, extra: Int, base: Int) {
    if value < 2 * each { return (value, 0, value) }
    var extra = 1
    while value >= (2 * each) << extra { extra += 1 }
    let step = value >> extra
    return (each * extra + step, extra, step << extra)
  }

  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
