/// The SHA-1 digest of bytes that are all there: what a WebSocket's handshake proves itself by, which is no matter of security.
///
/// Source: RFC 3174; names are those of its sections 5 and 6.
enum SHA1 {
  /// The 20 bytes of the digest.
  static func digest(_ message: [UInt8]) -> [UInt8] {
    var hash: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    let padded = pad(message)
    for block in stride(from: 0, to: padded.count, by: 64) { mix(padded[block..<block + 64], into: &hash) }
    return hash.flatMap(bytes)
  }

  /// Section 4: a bit of 1, bits of 0, and the length in bits, up to a multiple of 512 bits.
  private static func pad(_ message: [UInt8]) -> [UInt8] {
    let zeros = (119 - message.count % 64) % 64
    let length = UInt64(message.count) * 8
    return message + [0x80] + [UInt8](repeating: 0, count: zeros) + bytes(UInt32(length >> 32))
      + bytes(UInt32(truncatingIfNeeded: length))
  }

  /// Section 6.1.
  private static func mix(_ block: ArraySlice<UInt8>, into hash: inout [UInt32]) {
    var w = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
      block[place..<place + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    for t in 16..<80 { w.append(rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], by: 1)) }
    var (a, b, c, d, e) = (hash[0], hash[1], hash[2], hash[3], hash[4])
    for t in 0..<80 {
      let (f, k): (UInt32, UInt32) =
        switch t {
        case ..<20: (b & c | ~b & d, 0x5A82_7999)
        case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let sum = rotate(a, by: 5) &+ f &+ e &+ w[t] &+ k
      (a, b, c, d, e) = (sum, a, rotate(b, by: 30), c, d)
    }
    for (place, value) in [a, b, c, d, e].enumerated() { hash[place] &+= value }
  }

  private static func rotate(_ value: UInt32, by count: UInt32) -> UInt32 { value << count | value >> (32 - count) }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }
}
