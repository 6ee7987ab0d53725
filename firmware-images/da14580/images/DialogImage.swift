/// An image in SPI flash as the vendor's second-stage loaders take it (UM-B-012; AN-B-010): a product header at a fixed place says
/// where two images are; each has a header of 64 bytes before its code. Of the valid ones the one with the higher number is
/// started.
///
/// Header: 70 51; AA where it is valid; number; code size and CRC-32 of the code (4 bytes each, the lowest first); 16 bytes of
/// version; 4 bytes of time; whether it is encrypted; reserved bytes. Of these three are used here, where other loaders look at
/// none: an image on test has 54 at `onTest`; `tried` is cleared before it is started; `confirmed` is cleared by the image that
/// means to stay. What was tried and not confirmed is left for the other one.
struct DialogImage {
  static let productHeader: UInt32 = 0x1_F000
  static let headerSize: UInt32 = 64
  static let valid: UInt8 = 0xAA
  static let testMark: UInt8 = 0x54
  static let validFlag: UInt32 = 2
  static let onTest: UInt32 = 36
  static let tried: UInt32 = 37
  static let confirmed: UInt32 = 38

  /// Of the header.
  let address: UInt32
  let number: UInt8
  let size: UInt32
  let checksum: UInt32
  let isOnTest: Bool
  let isTried: Bool
  let isConfirmed: Bool

  /// The image whose header is at `address`; nil where there is no valid one. Its code was not looked at.
  init?<Flash: FlashDevice>(_ flash: inout Flash, at address: UInt32) {
    let word = flash.word(at: address)
    guard word & 0xFF_FFFF == 0xAA_5170 else { return nil }
    self.address = address
    number = UInt8(truncatingIfNeeded: word >> 24)
    size = flash.word(at: address &+ 4)
    checksum = flash.word(at: address &+ 8)
    isOnTest = flash.byte(at: address &+ Self.onTest) == Self.testMark
    isTried = flash.byte(at: address &+ Self.tried) == 0
    isConfirmed = flash.byte(at: address &+ Self.confirmed) == 0
  }

  /// Where the two headers are; nil without a product header.
  static func places<Flash: FlashDevice>(_ flash: inout Flash) -> (UInt32, UInt32)? {
    guard flash.half(at: productHeader) == 0x5270 else { return nil }
    return (flash.word(at: productHeader &+ 4), flash.word(at: productHeader &+ 8))
  }

  /// Whether a loader may start it while there is another one.
  var isWanted: Bool { !isOnTest || isConfirmed || !isTried }

  /// CRC-32 of `size` bytes behind the header at `address`.
  static func checksum<Flash: FlashDevice>(_ flash: inout Flash, behind address: UInt32, size: UInt32) -> UInt32 {
    var crc = CRC32()
    var place = address &+ headerSize
    let end = place &+ size
    var block = InlineArray<64, UInt8>(repeating: 0)
    while place < end {
      let count = Int(min(64, end &- place))
      withUnsafeMutableBytes(of: &block) {
        flash.read(
          place, into: UnsafeMutableBufferPointer(rebasing: $0.assumingMemoryBound(to: UInt8.self)[0..<count]))
      }
      for index in 0..<count { crc.add(block[index]) }
      place = place &+ 64
    }
    return crc.value
  }
}
