import _Volatile

/// The flash that the image itself runs from. Reads go through its memory window; erases and programs are `nor.c`, from
/// RAM, and leave an empty cache behind.
struct NORFlash: FlashDevice {
  /// Ends what a reset interrupted. The bootloader does it first of all.
  mutating func settle() { norSettle() }

  mutating func read(_ address: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    let count = UInt32(truncatingIfNeeded: bytes.count)
    guard FlashMap.flash.contains(address, count: count) else {
      for index in 0..<bytes.count { bytes[index] = 0xFF }
      return
    }
    for index in 0..<bytes.count { bytes[index] = Self.byte(address &+ UInt32(truncatingIfNeeded: index)) }
  }

  mutating func word(at address: UInt32) -> UInt32 {
    guard address & 3 == 0, FlashMap.flash.contains(address, count: 4) else {
      return UInt32(Self.byte(address)) | UInt32(Self.byte(address &+ 1)) << 8 | UInt32(Self.byte(address &+ 2)) << 16
        | UInt32(Self.byte(address &+ 3)) << 24
    }
    return WideRegister(UInt(FlashMap.window &+ address)).value
  }

  private static func byte(_ address: UInt32) -> UInt8 {
    guard FlashMap.flash.contains(address, count: 1) else { return 0xFF }
    return ByteRegister(UInt(FlashMap.window &+ address)).value
  }

  mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError) {
    guard FlashMap.flash.contains(address, count: UInt32(truncatingIfNeeded: bytes.count)) else { throw .outside }
    guard var source = bytes.baseAddress else { return }
    var place = address
    var rest = UInt32(truncatingIfNeeded: bytes.count)
    while rest > 0 {
      let count = min(rest, FlashMap.pageSize &- place & (FlashMap.pageSize &- 1))
      norProgram(place, source, count)
      for index in 0..<count where Self.byte(place &+ index) != source[Int(index)] { throw .failed }
      place = place &+ count
      source += Int(count)
      rest = rest &- count
    }
  }

  mutating func erase(sectorAt address: UInt32) throws(FlashError) {
    guard address & (FlashMap.sectorSize &- 1) == 0, FlashMap.flash.contains(address, count: FlashMap.sectorSize) else {
      throw .outside
    }
    norErase(address)
    guard isErased(FlashArea(address, size: FlashMap.sectorSize)) else { throw .failed }
  }

  mutating func digest(
    _ kind: HashKind, of area: FlashArea, after prefix: UnsafeBufferPointer<UInt8>
  ) -> InlineArray<64, UInt8> { HashEngine.digest(kind, of: area, after: prefix) }

  /// Feeds the watchdog.
  mutating func breathe() { Register(0x5000_3100).value = 0xFF }
}

@_extern(c, "nor_settle") private func norSettle()
@_extern(c, "nor_erase") private func norErase(_ sector: UInt32)
@_extern(c, "nor_program")
private func norProgram(_ address: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: UInt32)
