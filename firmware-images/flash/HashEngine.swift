import _Volatile

/// The chip's hash engine (block AES_HASH), which reads the flash by itself.
enum HashEngine {
  private static var control: WideRegister { WideRegister(0x4002_0000) }
  private static var start: WideRegister { WideRegister(0x4002_0004) }
  private static var fetch: WideRegister { WideRegister(0x4002_0008) }
  private static var length: WideRegister { WideRegister(0x4002_000C) }
  private static var destination: WideRegister { WideRegister(0x4002_0010) }
  private static var status: WideRegister { WideRegister(0x4002_0014) }
  private static var clearInterrupt: WideRegister { WideRegister(0x4002_0018) }

  /// CLK_AMBA_REG.AES_CLK_ENABLE.
  private static let clockEnable: UInt16 = 1 << 6
  /// A hash; ended so, its length in bytes less one stands above.
  private static let hash: UInt32 = 1 << 9
  /// CRYPTO_MORE_IN: the message goes on, after a whole number of blocks.
  private static let hasMore: UInt32 = 1 << 16
  /// CRYPTO_STATUS.INACTIVE and WAIT_FOR_IN.
  private static let inactive: UInt32 = 1
  private static let waiting: UInt32 = 2
  /// Where a bus master finds what the CPU sees at 0x08000000.
  private static let flashForMasters: UInt32 = 0x2800_0000

  /// CRYPTO_ALG, and CRYPTO_ALG_MD for those of 64 bits.
  private static func algorithm(_ kind: HashKind) -> UInt32 {
    switch kind {
    case .sha256: 3
    case .sha384: 0 | 1 << 2
    case .sha512: 1 | 1 << 2
    }
  }

  /// The hash of `prefix`, at most 128 bytes, and of an area of the flash.
  static func digest(
    _ kind: HashKind, of area: FlashArea, after prefix: UnsafeBufferPointer<UInt8>
  ) -> InlineArray<64, UInt8> {
    Clocks.amba.set(clockEnable)
    // What goes before is made a whole number of blocks with the beginning of the area, or is the whole message.
    var block = InlineArray<128, UInt8>(repeating: 0)
    var filled = UInt32(truncatingIfNeeded: prefix.count)
    for index in 0..<prefix.count { block[index] = prefix[index] }
    var place = area.start
    while filled > 0, filled < 128, place < area.end {
      block[Int(filled)] = ByteRegister(UInt(FlashMap.window &+ place)).value
      filled &+= 1
      place &+= 1
    }
    var digest = InlineArray<64, UInt8>(repeating: 0)
    let isWhole = place == area.end && filled > 0
    withUnsafeMutablePointer(to: &block) { block in
      withUnsafeMutablePointer(to: &digest) { digest in
        destination.value = UInt32(truncatingIfNeeded: UInt(bitPattern: digest))
        let end = hash | algorithm(kind) | UInt32(truncatingIfNeeded: kind.size &- 1) << 10
        if filled > 0 {
          let address = UInt32(truncatingIfNeeded: UInt(bitPattern: block))
          take(address, filled, isWhole ? end : end | hasMore, until: isWhole ? inactive : waiting)
        }
        if !isWhole { take(flashForMasters &+ place, area.end &- place, end, until: inactive) }
        clearInterrupt.value = 1
        // By the engine, behind the compiler's back.
        for index in 0..<UInt(kind.size) {
          digest.pointee[Int(index)] = ByteRegister(UInt(bitPattern: digest) &+ index).value
        }
      }
    }
    Clocks.amba.clear(clockEnable)
    return digest
  }

  private static func take(_ address: UInt32, _ count: UInt32, _ settings: UInt32, until state: UInt32) {
    control.value = settings
    fetch.value = address
    length.value = count
    start.value = 1
    while status.value & state == 0 {}
  }
}
