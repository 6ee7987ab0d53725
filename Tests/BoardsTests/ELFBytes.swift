/// As much of a 32-bit little-endian ELF as tests need that put one into a flash at 0.
struct ELFBytes {
  let bytes: [UInt8]

  private func half(_ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }
  private func word(_ place: Int) -> Int { half(place) | half(place + 2) << 16 }

  /// The segments' bytes at their load addresses; erased elsewhere.
  func flash(size: Int) -> [UInt8] {
    var flash = [UInt8](repeating: 0xFF, count: size)
    for index in 0..<half(0x2C) {
      let header = word(0x1C) + index * half(0x2A)
      let (start, count, address) = (word(header + 4), word(header + 16), word(header + 12))
      guard word(header) == 1, count > 0 else { continue }
      flash.replaceSubrange(address..<address + count, with: bytes[start..<start + count])
    }
    return flash
  }

  /// Addresses by name.
  var symbols: [String: UInt32] {
    var symbols: [String: UInt32] = [:]
    let (sections, size) = (word(0x20), half(0x2E))
    for index in 0..<half(0x30) where word(sections + index * size + 4) == 2 {
      let section = sections + index * size
      let strings = word(sections + word(section + 24) * size + 16)
      for place in stride(from: word(section + 16), to: word(section + 16) + word(section + 20), by: 16) {
        let name = bytes[(strings + word(place))...].prefix { $0 != 0 }
        symbols[String(decoding: name, as: UTF8.self)] = UInt32(truncatingIfNeeded: word(place + 4))
      }
    }
    return symbols
  }
}
