/// The hashes that an image can have, by the types of their TLVs (imgtool 2.5.0, `TLV_VALUES`).
public enum HashKind: UInt16, CaseIterable, Sendable {
  case sha256 = 0x10
  case sha384 = 0x11
  case sha512 = 0x12

  /// Bytes of a hash.
  public var size: Int {
    switch self {
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }
}
