/// SHA-256 (FIPS 180-4), piece by piece, without allocation.
struct SHA256 {
  private var state = InlineArray<8, UInt32>(repeating: 0)
  private var block = InlineArray<64, UInt8>(repeating: 0)
  private var filled = 0
  private var count: UInt32 = 0

  /// The digest of nothing yet.
  init() {
    let start: InlineArray<8, UInt32> = [
      0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    state = start
  }

  /// Takes more of the message, which must stay below 512 MiB.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// Takes one more byte.
  mutating func add(_ byte: UInt8) {
    block[filled] = byte
    filled &+= 1
    count &+= 1
    guard filled == 64 else { return }
    absorb()
    filled = 0
  }

  /// Ends the message.
  mutating func finish() -> SHA256Digest {
    let high = count >> 29
    let low = count << 3
    add(0x80)
    while filled != 56 { add(0) }
    for shift: UInt32 in [24, 16, 8, 0] { add(UInt8(truncatingIfNeeded: high >> shift)) }
    for shift: UInt32 in [24, 16, 8, 0] { add(UInt8(truncatingIfNeeded: low >> shift)) }
    return SHA256Digest(words: state)
  }

  private mutating func absorb() {
    var schedule = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<16 {
      let place = index &* 4
      schedule[index] =
        UInt32(block[place]) << 24 | UInt32(block[place &+ 1]) << 16 | UInt32(block[place &+ 2]) << 8
        | UInt32(block[place &+ 3])
    }
    for index in 16..<64 {
      let early = schedule[index &- 15]
      let late = schedule[index &- 2]
      let s0 = Self.turn(early, 7) ^ Self.turn(early, 18) ^ early >> 3
      let s1 = Self.turn(late, 17) ^ Self.turn(late, 19) ^ late >> 10
      schedule[index] = schedule[index &- 16] &+ s0 &+ schedule[index &- 7] &+ s1
    }
    // In variables, not in an array: what moves on from round to round then takes no loads with checks.
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let s1 = Self.turn(e, 6) ^ Self.turn(e, 11) ^ Self.turn(e, 25)
      let first = h &+ s1 &+ (g ^ e & (f ^ g)) &+ Self.constant(index) &+ schedule[index]
      let s0 = Self.turn(a, 2) ^ Self.turn(a, 13) ^ Self.turn(a, 22)
      let majority = a & b | c & (a | b)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
    }
    let sums: InlineArray<8, UInt32> = [a, b, c, d, e, f, g, h]
    for index in 0..<8 { state[index] = state[index] &+ sums[index] }
  }

  @inline(__always) private static func turn(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value >> count | value << (32 &- count)
  }

  private static func constant(_ index: Int) -> UInt32 { sha256Constants[index & 63] }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let sha256Constants: InlineArray<64, UInt32> = [
  0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
  0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
  0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
  0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
  0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
  0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
  0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
  0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
]
