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
  /// SHA-256, all 32 bytes of the digest.
  private static let sha256: UInt32 = 3 | 1 << 9 | 31 << 10
  /// CRYPTO_STATUS.INACTIVE.
  private static let inactive: UInt32 = 1
  /// Where a bus master finds what the CPU sees at 0x08000000.
  private static let flashForMasters: UInt32 = 0x2800_0000

  static func sha256(of area: FlashArea) -> SHA256Digest {
    Clocks.amba.set(clockEnable)
    var digest = SHA256Digest(words: InlineArray(repeating: 0))
    withUnsafeMutablePointer(to: &digest) { place in
      let address = UInt(bitPattern: place)
      control.value = sha256
      fetch.value = flashForMasters &+ area.start
      length.value = area.size
      destination.value = UInt32(truncatingIfNeeded: address)
      start.value = 1
      while status.value & inactive == 0 {}
      clearInterrupt.value = 1
      for index in 0..<8 as Range<UInt> {
        let word = WideRegister(address &+ 4 &* index).value
        place.pointee.words[Int(index)] = word.byteSwapped
      }
    }
    Clocks.amba.clear(clockEnable)
    return digest
  }
}
