/// An ECDSA-P256 signature as images carry it: two integers in DER (RFC 3279, section 2.2.3).
struct ECDSASignature: Equatable {
  var r = Integer256()
  var s = Integer256()

  /// Takes DER apart; nil where it is anything else. Zeros behind the sequence are fill: imgtool can pad to 72 bytes.
  init?(der bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 2, bytes[0] == 0x30, bytes[1] < 0x80 else { return nil }
    let end = 2 &+ Int(bytes[1])
    guard end <= bytes.count else { return nil }
    for place in end..<bytes.count where bytes[place] != 0 { return nil }
    var place = 2
    guard let r = Self.integer(bytes, &place, end), let s = Self.integer(bytes, &place, end), place == end else {
      return nil
    }
    self.r = r
    self.s = s
  }

  /// A positive integer of at most 256 bits.
  private static func integer(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int
  ) -> Integer256? {
    guard end &- place >= 3, bytes[place] == 0x02 else { return nil }
    let count = Int(bytes[place &+ 1])
    var start = place &+ 2
    guard count >= 1, count <= 33, end &- start >= count, bytes[start] < 0x80 else { return nil }
    place = start &+ count
    // A leading zero is there only for the sign.
    if bytes[start] == 0 && count > 1 {
      guard bytes[start &+ 1] >= 0x80 else { return nil }
      start = start &+ 1
    }
    guard place &- start <= 32 else { return nil }
    return Integer256(UnsafeBufferPointer(rebasing: bytes[start..<place]))
  }
}
