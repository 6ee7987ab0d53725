import Blocks

/// The one AES core, which CCM and AAR take from ECB.
public final class AESCore {
  /// How long a block takes, in microseconds; chosen from about 8 us that public descriptions of ECB give.
  static let blockMicroseconds: UInt64 = 8

  /// Whether CCM or AAR has it.
  private(set) var isTaken = false
  /// ECB's door: it has to stop.
  var onTaken: (() -> Void)?

  /// A core that is free.
  public init() {}

  /// CCM or AAR takes it, or gives it back.
  func take(_ next: Bool) {
    guard next != isTaken else { return }
    isTaken = next
    if next { onTaken?() }
  }

  /// For taking over a saved state: nobody is told.
  func restore(_ saved: Bool) { isTaken = saved || isTaken }
  /// For taking over a saved state: ECB's comes first.
  func restoreFree() { isTaken = false }
}

extension AESCipher {
  /// A cipher for the 16 bytes of a key.
  init(bytes: [UInt8]) {
    let block = Self.block(bytes)
    self.init(key: [block[0], block[1], block[2], block[3]])
  }

  /// Encrypts 16 bytes.
  func encrypt(bytes: [UInt8]) -> [UInt8] {
    let block = encrypt(Self.block(bytes))
    return (0..<16).map { (index: Int) -> UInt8 in
      let shift = UInt32(24 - 8 * (index & 3))
      return UInt8(truncatingIfNeeded: block[index >> 2] >> shift)
    }
  }

  /// Words of the first 16 bytes, of zeros where there are fewer.
  private static func block(_ bytes: [UInt8]) -> Block {
    var block = Block()
    for (place, byte) in bytes.prefix(16).enumerated() {
      block[place >> 2] |= UInt32(byte) << UInt32(24 - 8 * (place & 3))
    }
    return block
  }
}
