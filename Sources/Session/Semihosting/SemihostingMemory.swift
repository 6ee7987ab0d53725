import Machine

/// The program's memory as semihosting sees it: RAM, flash, ROM and OTP, never a peripheral. Every address and length is
/// the program's, so every range is checked as a whole before a byte moves.
struct SemihostingMemory {
  let bus: Bus
  /// Told of what was written.
  var onWrite: ((UInt32, [UInt8]) -> Void)?

  init(bus: Bus) { self.bus = bus }

  /// The bytes of a range; `nil` unless all of it is memory.
  func read(_ address: UInt32, _ count: UInt32) -> [UInt8]? {
    guard let parts = parts(address, count) else { return nil }
    var result: [UInt8] = []
    for part in parts {
      result += UnsafeRawBufferPointer(start: part.memory.bytes + part.offset, count: part.count)
    }
    return result
  }

  /// Replaces the bytes of a range; `false`, and nothing is changed, unless all of it is writable memory.
  func write(_ address: UInt32, _ bytes: [UInt8]) -> Bool {
    guard let parts = parts(address, UInt32(clamping: bytes.count)), parts.allSatisfy(\.memory.isWritable) else {
      return false
    }
    var rest = bytes[...]
    for part in parts {
      part.memory.store(rest.prefix(part.count), at: part.offset)
      rest = rest.dropFirst(part.count)
    }
    onWrite?(address, bytes)
    return true
  }

  /// Whether all of a range is writable memory.
  func isWritable(_ address: UInt32, _ count: UInt32) -> Bool {
    parts(address, count)?.allSatisfy(\.memory.isWritable) ?? false
  }

  /// A little-endian word, at any address.
  func word(_ address: UInt32) -> UInt32? {
    read(address, 4)?.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The words of a parameter block.
  func words(_ address: UInt32, _ count: Int) -> [UInt32]? {
    guard let bytes = read(address, UInt32(4 * count)) else { return nil }
    return (0..<count).map { word in (0..<4).reversed().reduce(0) { $0 << 8 | UInt32(bytes[4 * word + $1]) } }
  }

  /// The bytes up to a zero; `nil` where memory ends before one.
  func string(_ address: UInt32) -> [UInt8]? {
    var result: [UInt8] = []
    var place = UInt64(address)
    while place <= UInt64(UInt32.max), let mapping = bus.visibleMapping(at: UInt32(place)) {
      let skipped = Int(UInt32(place) &- mapping.base)
      for index in skipped..<mapping.length {
        let byte = mapping.memory[mapping.offset + index]
        if byte == 0 { return result }
        result.append(byte)
      }
      place = UInt64(mapping.base) + UInt64(mapping.length)
    }
    return nil
  }

  /// The memories of a range, piece by piece; `nil` where there is a gap.
  private func parts(_ address: UInt32, _ count: UInt32) -> [(memory: Memory, offset: Int, count: Int)]? {
    guard UInt64(address) + UInt64(count) <= 1 << 32 else { return nil }
    var parts: [(memory: Memory, offset: Int, count: Int)] = []
    var place = address
    var rest = Int(count)
    while rest > 0 {
      guard let mapping = bus.visibleMapping(at: place) else { return nil }
      let skipped = Int(place &- mapping.base)
      let length = min(rest, mapping.length - skipped)
      parts.append((mapping.memory, mapping.offset + skipped, length))
      rest -= length
      place &+= UInt32(length)
    }
    return parts
  }
}
