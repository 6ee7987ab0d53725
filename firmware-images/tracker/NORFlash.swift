/// The chip's flash, which the image itself runs from, in sectors of four pages.
struct NORFlash: FlashDevice {
  mutating func read(_ address: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>) {
    for index in 0..<bytes.count { bytes[index] = Self.byte(address &+ UInt32(truncatingIfNeeded: index)) }
  }

  mutating func word(at address: UInt32) -> UInt32 {
    guard address & 3 == 0, FlashMap.flash.contains(address, count: 4) else {
      return UInt32(Self.byte(address)) | UInt32(Self.byte(address &+ 1)) << 8 | UInt32(Self.byte(address &+ 2)) << 16
        | UInt32(Self.byte(address &+ 3)) << 24
    }
    return WideRegister(UInt(address)).value
  }

  private static func byte(_ address: UInt32) -> UInt8 {
    guard FlashMap.flash.contains(address, count: 1) else { return 0xFF }
    return ByteRegister(UInt(address)).value
  }

  /// Word by word; those that would not change are left alone, for a word takes two writes between erases.
  mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError) {
    guard FlashMap.flash.contains(address, count: UInt32(truncatingIfNeeded: bytes.count)) else { throw .outside }
    var index = 0
    while index < bytes.count {
      let place = address &+ UInt32(truncatingIfNeeded: index)
      var value = UInt32.max
      var lane = place & 3
      repeat {
        value &= ~(0xFF << (lane * 8)) | UInt32(bytes[index]) << (lane * 8)
        index += 1
        lane += 1
      } while lane < 4 && index < bytes.count
      let word = WideRegister(UInt(place & ~3))
      let wanted = word.value & value
      guard word.value != wanted else { continue }
      NVMC.write(wanted, at: place & ~3)
      guard word.value == wanted else { throw .failed }
    }
    for index in 0..<bytes.count where Self.byte(address &+ UInt32(truncatingIfNeeded: index)) != bytes[index] {
      throw .failed
    }
  }

  mutating func erase(sectorAt address: UInt32) throws(FlashError) {
    guard address & (FlashMap.sectorSize &- 1) == 0, FlashMap.flash.contains(address, count: FlashMap.sectorSize) else {
      throw .outside
    }
    #if TRACKER_SLOTS
      breathe()  // a swap erases for seconds
    #endif
    var page = address
    while page < address &+ FlashMap.sectorSize {
      NVMC.erase(pageAt: page)
      page = page &+ NVMC.pageSize
    }
    guard isErased(FlashArea(address, size: FlashMap.sectorSize)) else { throw .failed }
  }

  /// Feeds the watchdog.
  mutating func breathe() { Watchdog.feed() }
}
