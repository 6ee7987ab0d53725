import FlashLogic

extension MCUbootImage {
  /// Whether an image has the hash that its records say.
  public enum HashState: Equatable, Sendable {
    /// It has.
    case right
    /// It has another one: it is damaged.
    case wrong
    /// There is no hash.
    case missing
    /// Its contents are encrypted, and the hash is of what they are without.
    case encrypted
  }

  /// The flags of the header (imgtool 2.5.0, `IMAGE_F`).
  public enum Flag {
    /// Encrypted with AES-128.
    public static let encryptedAES128: UInt32 = 0x04
    /// Encrypted with AES-256.
    public static let encryptedAES256: UInt32 = 0x08
    /// Not to be started.
    public static let nonBootable: UInt32 = 0x10
    /// To be loaded into RAM.
    public static let ramLoad: UInt32 = 0x20
    /// May only run from `loadAddress`.
    public static let romFixed: UInt32 = 0x100
    /// Compressed with LZMA1.
    public static let compressedLZMA1: UInt32 = 0x200
    /// Compressed with LZMA2.
    public static let compressedLZMA2: UInt32 = 0x400
    /// Filtered for ARM Thumb before it was compressed.
    public static let compressedThumb: UInt32 = 0x800
  }

  /// Whether any of these flags is set.
  public func has(_ flags: UInt32) -> Bool { self.flags & flags != 0 }
  /// Whether its flags say that it is encrypted. `imgtool sign --clear` sets them and leaves the contents as they are.
  public var isEncrypted: Bool { has(Flag.encryptedAES128 | Flag.encryptedAES256) }
  /// Whether its payload is compressed.
  public var isCompressed: Bool { has(Flag.compressedLZMA1 | Flag.compressedLZMA2 | Flag.compressedThumb) }
  /// Whether its signature is of the whole image instead of its hash.
  public var isPure: Bool { tlvs.contains { $0.type == 0x25 && $0.bytes == [1] } }
  /// Whether its payload begins with a vector table as it stands in the file.
  public var hasVectorTable: Bool { !isCompressed && hashState != .encrypted }

  /// Compares every hash that there is with the file's contents.
  static func hashState(of file: ImageFile, _ range: Range<Int>, _ tlvs: [TLV], isEncrypted: Bool) -> HashState {
    let hashes = tlvs.compactMap { tlv in HashKind(rawValue: tlv.type).map { ($0, tlv.bytes) } }
    guard !hashes.isEmpty else { return .missing }
    let isRight = hashes.allSatisfy { MessageDigest.digest($0, of: file.bytes[range]) == $1 }
    return isRight ? .right : isEncrypted ? .encrypted : .wrong
  }
}
