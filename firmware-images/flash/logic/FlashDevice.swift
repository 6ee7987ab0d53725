/// A NOR flash. Programs clear bits and never set any; an erase sets all bits of a sector. Power may fail in the middle
/// of either and leaves any mixture of old and new bits in what it was working on.
protocol FlashDevice {
  /// Copies what stands at `address` into `bytes`; outside the flash reads FF.
  mutating func read(_ address: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>)
  /// Programs `bytes`, of any number and over any pages, and compares. They may themselves lie in the flash.
  mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError)
  /// Erases the sector that begins at `address`, and compares.
  mutating func erase(sectorAt address: UInt32) throws(FlashError)
  /// The hash of `prefix`, at most 128 bytes, and of what stands in `area` behind it; its first bytes are the digest.
  mutating func digest(
    _ kind: HashKind, of area: FlashArea, after prefix: UnsafeBufferPointer<UInt8>
  ) -> InlineArray<64, UInt8>
  /// Called now and then in a long calculation, for a watchdog.
  mutating func breathe()
}

extension FlashDevice {
  /// In software, from a small buffer.
  mutating func digest(
    _ kind: HashKind, of area: FlashArea, after prefix: UnsafeBufferPointer<UInt8>
  ) -> InlineArray<64, UInt8> {
    guard kind == .sha256 else {
      var hash = SHA512(kind)
      hash.add(prefix)
      forEachPiece(of: area) { hash.add($0) }
      return hash.finish()
    }
    var hash = SHA256()
    hash.add(prefix)
    forEachPiece(of: area) { hash.add($0) }
    return ImageHash(hash.finish()).bytes
  }

  private mutating func forEachPiece(of area: FlashArea, _ take: (UnsafeBufferPointer<UInt8>) -> Void) {
    var place = area.start
    var block = InlineArray<64, UInt8>(repeating: 0)
    while place < area.end {
      let count = min(64, area.end &- place)
      withUnsafeMutableBytes(of: &block) {
        let bytes = UnsafeMutableBufferPointer(rebasing: $0.assumingMemoryBound(to: UInt8.self)[0..<Int(count)])
        read(place, into: bytes)
        take(UnsafeBufferPointer(bytes))
      }
      place = place &+ count
    }
  }

  /// Nothing watches.
  mutating func breathe() {}

  /// The hash of what stands in `area`.
  mutating func hash(_ kind: HashKind, of area: FlashArea) -> ImageHash {
    ImageHash(kind, digest(kind, of: area, after: UnsafeBufferPointer(start: nil, count: 0)))
  }

  /// The byte at `address`.
  #if COMPACT
    @inline(never)
  #endif
  mutating func byte(at address: UInt32) -> UInt8 {
    var value: UInt8 = 0xFF
    withUnsafeMutableBytes(of: &value) { read(address, into: $0.assumingMemoryBound(to: UInt8.self)) }
    return value
  }

  /// The little-endian word of two bytes at `address`.
  #if COMPACT
    @inline(never)
  #endif
  mutating func half(at address: UInt32) -> UInt16 {
    UInt16(byte(at: address)) | UInt16(byte(at: address &+ 1)) << 8
  }

  /// The little-endian word of four bytes at `address`.
  #if COMPACT
    @inline(never)
  #endif
  mutating func word(at address: UInt32) -> UInt32 {
    var value = UInt32.max
    withUnsafeMutableBytes(of: &value) { read(address, into: $0.assumingMemoryBound(to: UInt8.self)) }
    return UInt32(littleEndian: value)
  }

  /// Programs one byte.
  #if COMPACT
    @inline(never)
  #endif
  mutating func program(byte: UInt8, at address: UInt32) throws(FlashError) {
    var value = byte
    try programBytes(of: &value, at: address)
  }

  /// Programs four bytes, the lowest first.
  mutating func program(word: UInt32, at address: UInt32) throws(FlashError) {
    var value = word.littleEndian
    try programBytes(of: &value, at: address)
  }

  private mutating func programBytes<T>(of value: inout T, at address: UInt32) throws(FlashError) {
    try withUnsafeBytes(of: &value) { (raw) throws(FlashError) in
      try program(raw.assumingMemoryBound(to: UInt8.self), at: address)
    }
  }

  /// Whether all of `area` is erased.
  #if COMPACT
    @inline(never)
  #endif
  mutating func isErased(_ area: FlashArea) -> Bool {
    var place = area.start
    while place < area.end {
      guard word(at: place) == .max else { return false }
      place = place &+ 4
    }
    return true
  }

  /// Erases every sector of `area`, the first one first.
  mutating func erase(_ area: FlashArea) throws(FlashError) {
    var place = area.start
    while place < area.end {
      try erase(sectorAt: place)
      place = place &+ FlashMap.sectorSize
    }
  }
}
