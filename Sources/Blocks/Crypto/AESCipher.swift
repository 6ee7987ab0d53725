/// AES with keys of 128, 192 or 256 bits, one block at a time (FIPS 197). A block is four words, the first byte in the
/// highest bits of the first.
public struct AESCipher {
  /// Four words, the first byte in the highest bits of the first.
  public typealias Block = SIMD4<UInt32>

  /// The round keys, four words each.
  public let schedule: [UInt32]
  private var rounds: Int { schedule.count / 4 - 1 }

  /// A cipher with round keys that software has expanded: 44, 52 or 60 words.
  public init(schedule: [UInt32]) { self.schedule = schedule }

  /// A cipher for a key of 4, 6 or 8 words.
  public init(key: [UInt32]) {
    let length = key.count
    var words = key
    var constant: UInt8 = 1
    for index in length..<4 * (length + 7) {
      var word = words[index - 1]
      if index % length == 0 {
        word = Self.substitute(word << 8 | word >> 24) ^ UInt32(constant) << 24
        constant = Self.product(2, constant)
      } else if length > 6 && index % length == 4 {
        word = Self.substitute(word)
      }
      words.append(words[index - length] ^ word)
    }
    schedule = words
  }

  /// Encrypts a block.
  public func encrypt(_ block: Block) -> Block {
    var state = block ^ key(0)
    for round in 1..<rounds {
      state = Self.gather(state, [0, 1, 2, 3]) { Self.mixed[$0] } ^ key(round)
    }
    return Self.gather(state, [0, 1, 2, 3]) { UInt32(Self.box[$0]) << 24 } ^ key(rounds)
  }

  /// Decrypts a block.
  public func decrypt(_ block: Block) -> Block {
    var state = block ^ key(rounds)
    for round in (0..<rounds).reversed() {
      state = Self.gather(state, [0, 3, 2, 1]) { UInt32(Self.inverseBox[$0]) << 24 } ^ key(round)
      if round > 0 { state = Self.gather(state, [0, 0, 0, 0]) { Self.unmixed[$0] } }
    }
    return state
  }

  private func key(_ round: Int) -> Block {
    Block(schedule[4 * round], schedule[4 * round + 1], schedule[4 * round + 2], schedule[4 * round + 3])
  }

  /// Builds each column from four bytes: byte n of the column `shifts[n]` further on, looked up and moved to row n.
  @inline(__always)
  private static func gather(_ state: Block, _ shifts: SIMD4<Int>, _ look: (Int) -> UInt32) -> Block {
    var result = Block()
    for column in 0..<4 {
      let a = look(Int(state[column] >> 24))
      let b = look(Int(state[(column + shifts[1]) & 3] >> 16 & 0xFF))
      let c = look(Int(state[(column + shifts[2]) & 3] >> 8 & 0xFF))
      let d = look(Int(state[(column + shifts[3]) & 3] & 0xFF))
      result[column] = a ^ (b >> 8 | b << 24) ^ (c >> 16 | c << 16) ^ (d >> 24 | d << 8)
    }
    return result
  }

  /// The product in GF(2^8) of a factor below 16 and a value.
  private static func product(_ factor: UInt8, _ value: UInt8) -> UInt8 {
    var (result, power) = (UInt8(0), value)
    for bit in 0..<UInt8(4) {
      if factor >> bit & 1 != 0 { result ^= power }
      power = power << 1 ^ (power & 0x80 != 0 ? 0x1B : 0)
    }
    return result
  }

  /// A byte's column times a column of factors.
  private static func column(_ value: UInt8, _ factors: [UInt8]) -> UInt32 {
    factors.reduce(0) { $0 << 8 | UInt32(product($1, value)) }
  }

  private static func substitute(_ word: UInt32) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(box[Int(word >> UInt32(8 * $1) & 0xFF)]) << UInt32(8 * $1) }
  }

  /// The S-box: the inverse in GF(2^8), found by powers of the generator 3 and of its inverse, and an affine map.
  private static let box: [UInt8] = {
    var box = [UInt8](repeating: 0x63, count: 256)
    var (p, q) = (UInt8(1), UInt8(1))
    repeat {
      p = product(3, p)
      q ^= q << 1
      q ^= q << 2
      q ^= q << 4
      if q & 0x80 != 0 { q ^= 0x09 }
      func turned(_ count: UInt8) -> UInt8 { q << count | q >> (8 - count) }
      box[Int(p)] = q ^ turned(1) ^ turned(2) ^ turned(3) ^ turned(4) ^ 0x63
    } while p != 1
    return box
  }()

  private static let inverseBox: [UInt8] = {
    var inverse = [UInt8](repeating: 0, count: 256)
    for (value, substituted) in box.enumerated() { inverse[Int(substituted)] = UInt8(value) }
    return inverse
  }()

  /// SubBytes and MixColumns of a byte in the first row, and InvMixColumns of one.
  private static let mixed = box.map { column($0, [2, 1, 1, 3]) }
  private static let unmixed = (0..<256).map { column(UInt8($0), [14, 9, 13, 11]) }
}
