/// The hash algorithms of the chip's engine, block by block.
///
/// Sources: RFC 1321 (MD5), FIPS 180-4 (SHA-1, SHA-2).
enum HashFunction: Int, Codable, CaseIterable {
  case md5, sha1, sha224, sha256, sha384, sha512, sha512To224, sha512To256

  /// Bytes in a block.
  var blockSize: Int { isWide ? 128 : 64 }

  /// Bytes in a digest.
  var digestSize: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha224, .sha512To224: 28
    case .sha256, .sha512To256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  private var isWide: Bool { rawValue >= Self.sha384.rawValue }

  /// The state before the first block; narrow algorithms use the lower halves of its words.
  var initial: [UInt64] {
    switch self {
    case .md5: Array(HashConstants.initial160.prefix(4))
    case .sha1: HashConstants.initial160
    case .sha224: HashConstants.initial384.map { $0 & 0xFFFF_FFFF }
    case .sha256: HashConstants.initial512.map { $0 >> 32 }
    case .sha384: HashConstants.initial384
    case .sha512: HashConstants.initial512
    case .sha512To224: HashConstants.initial512To224
    case .sha512To256: HashConstants.initial512To256
    }
  }

  /// Takes one block of `blockSize` bytes into the state.
  func absorb(_ block: ArraySlice<UInt8>, into state: inout [UInt64]) {
    switch self {
    case .md5: Self.md5Block(block, &state)
    case .sha1: Self.sha1Block(block, &state)
    case .sha224, .sha256: Self.narrowBlock(block, &state)
    default: Self.wideBlock(block, &state)
    }
  }

  /// What ends a message of `length` bytes: a one bit, zeros, and its length in bits, so that `length` and this are whole
  /// blocks.
  func padding(after length: UInt64) -> [UInt8] {
    let lengthSize = isWide ? 16 : 8
    let rest = Int(length % UInt64(blockSize))
    let zeros = (2 * blockSize - rest - 1 - lengthSize) % blockSize
    var padding = [0x80] + [UInt8](repeating: 0, count: zeros + lengthSize - 8)
    let bits = length &* 8
    for byte in 0..<8 {
      padding.append(UInt8(truncatingIfNeeded: bits >> UInt64(self == .md5 ? 8 * byte : 56 - 8 * byte)))
    }
    return padding
  }

  /// The digest of a state.
  func digest(_ state: [UInt64]) -> [UInt8] {
    let size = isWide ? 8 : 4
    let bytes = state.flatMap { word in
      (0..<size).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * (self == .md5 ? $0 : size - 1 - $0))) }
    }
    return Array(bytes.prefix(digestSize))
  }

  // MARK: Blocks

  private static func words<Word: FixedWidthInteger>(_ block: ArraySlice<UInt8>, bigEndian: Bool) -> [Word] {
    let size = Word.bitWidth / 8
    return (0..<block.count / size).map { index in
      (0..<size).reduce(0) { word, byte in
        word << 8 | Word(block[block.startIndex + size * index + (bigEndian ? byte : size - 1 - byte)])
      }
    }
  }

  private static let md5Shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

  private static func md5Block(_ block: ArraySlice<UInt8>, _ state: inout [UInt64]) {
    let message: [UInt32] = words(block, bigEndian: false)
    var (a, b, c, d) = (word(state[0]), word(state[1]), word(state[2]), word(state[3]))
    for round in 0..<64 {
      let f: UInt32
      let place: Int
      switch round / 16 {
      case 0: (f, place) = ((b & c) | (~b & d), round)
      case 1: (f, place) = ((d & b) | (~d & c), (5 * round + 1) % 16)
      case 2: (f, place) = (b ^ c ^ d, (3 * round + 5) % 16)
      default: (f, place) = (c ^ (b | ~d), 7 * round % 16)
      }
      let sum = a &+ f &+ HashConstants.md5[round] &+ message[place]
      (a, d, c, b) = (d, c, b, b &+ left(sum, md5Shifts[round / 16 * 4 + round % 4]))
    }
    add([a, b, c, d], &state)
  }

  private static func sha1Block(_ block: ArraySlice<UInt8>, _ state: inout [UInt64]) {
    var w: [UInt32] = words(block, bigEndian: true)
    for t in 16..<80 { w.append(left(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1)) }
    var (a, b, c, d, e) = (word(state[0]), word(state[1]), word(state[2]), word(state[3]), word(state[4]))
    for t in 0..<80 {
      let f: UInt32
      let k: UInt32
      switch t / 20 {
      case 0: (f, k) = ((b & c) | (~b & d), 0x5A82_7999)
      case 1: (f, k) = (b ^ c ^ d, 0x6ED9_EBA1)
      case 2: (f, k) = ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
      default: (f, k) = (b ^ c ^ d, 0xCA62_C1D6)
      }
      let sum = left(a, 5) &+ f &+ e &+ k &+ w[t]
      (e, d, c, b, a) = (d, c, left(b, 30), a, sum)
    }
    add([a, b, c, d, e], &state)
  }

  private static func narrowBlock(_ block: ArraySlice<UInt8>, _ state: inout [UInt64]) {
    var w: [UInt32] = words(block, bigEndian: true)
    for t in 16..<64 {
      let s0 = right(w[t - 15], 7) ^ right(w[t - 15], 18) ^ w[t - 15] >> 3
      let s1 = right(w[t - 2], 17) ^ right(w[t - 2], 19) ^ w[t - 2] >> 10
      w.append(w[t - 16] &+ s0 &+ w[t - 7] &+ s1)
    }
    var h = SIMD8<UInt32>()
    for index in 0..<8 { h[index] = word(state[index]) }
    for t in 0..<64 {
      let s1 = right(h[4], 6) ^ right(h[4], 11) ^ right(h[4], 25)
      let choice = (h[4] & h[5]) ^ (~h[4] & h[6])
      let t1 = h[7] &+ s1 &+ choice &+ UInt32(HashConstants.sha512[t] >> 32) &+ w[t]
      let s0 = right(h[0], 2) ^ right(h[0], 13) ^ right(h[0], 22)
      let t2 = s0 &+ ((h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]))
      h = SIMD8(t1 &+ t2, h[0], h[1], h[2], h[3] &+ t1, h[4], h[5], h[6])
    }
    add((0..<8).map { h[$0] }, &state)
  }

  private static func wideBlock(_ block: ArraySlice<UInt8>, _ state: inout [UInt64]) {
    var w: [UInt64] = words(block, bigEndian: true)
    for t in 16..<80 {
      let s0 = right(w[t - 15], 1) ^ right(w[t - 15], 8) ^ w[t - 15] >> 7
      let s1 = right(w[t - 2], 19) ^ right(w[t - 2], 61) ^ w[t - 2] >> 6
      w.append(w[t - 16] &+ s0 &+ w[t - 7] &+ s1)
    }
    var h = SIMD8<UInt64>()
    for index in 0..<8 { h[index] = state[index] }
    for t in 0..<80 {
      let s1 = right(h[4], 14) ^ right(h[4], 18) ^ right(h[4], 41)
      let choice = (h[4] & h[5]) ^ (~h[4] & h[6])
      let t1 = h[7] &+ s1 &+ choice &+ HashConstants.sha512[t] &+ w[t]
      let s0 = right(h[0], 28) ^ right(h[0], 34) ^ right(h[0], 39)
      let t2 = s0 &+ ((h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]))
      h = SIMD8(t1 &+ t2, h[0], h[1], h[2], h[3] &+ t1, h[4], h[5], h[6])
    }
    for index in 0..<8 { state[index] &+= h[index] }
  }

  private static func word(_ value: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: value) }

  private static func add(_ words: [UInt32], _ state: inout [UInt64]) {
    for index in words.indices { state[index] = UInt64(word(state[index]) &+ words[index]) }
  }

  private static func left(_ value: UInt32, _ count: UInt32) -> UInt32 { value << count | value >> (32 - count) }

  private static func right<Word: FixedWidthInteger>(_ value: Word, _ count: Int) -> Word {
    value >> count | value << (Word.bitWidth - count)
  }
}
