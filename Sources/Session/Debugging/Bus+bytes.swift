import Machine

extension Bus {
  /// Bytes at an address, without any effect of reading them; as many as answer, up to `count`.
  package func bytes(at address: UInt32, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let place = address &+ UInt32(truncatingIfNeeded: bytes.count)
      if place < address { break }
      // A register answers as what it is wide, at any of its bytes.
      let width = place & 3 == 0 && count - bytes.count >= 4 ? 4 : place & 1 == 0 && count - bytes.count >= 2 ? 2 : 1
      guard let value = peek(place, width: width) else { break }
      for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(8 * byte))) }
    }
    return bytes
  }
}
