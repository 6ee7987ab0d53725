/// The chip's variants, by the letters of their code.
public enum NRF51Variant: String, CaseIterable, Codable, Sendable {
  /// 256 KiB of flash, 16 KiB of RAM.
  case xxAA
  /// 128 KiB of flash, 16 KiB of RAM.
  case xxAB
  /// 256 KiB of flash, 32 KiB of RAM.
  case xxAC

  /// Bytes of flash.
  public var flashSize: Int { self == .xxAB ? 128 << 10 : 256 << 10 }
  /// Bytes of RAM, in blocks of 8 KiB.
  public var ramSize: Int { self == .xxAC ? 32 << 10 : 16 << 10 }

  /// `nRF51822-QFAC`: the chip in its QFN48 package.
  public var partName: String { "nRF51822-QFA\(rawValue.suffix(1))" }

  /// CONFIGID.HWID of a revision 3 part. Source: OpenOCD `src/flash/nor/nrf5.c`.
  var hardwareIdentifier: UInt32 {
    switch self {
    case .xxAA: 0x0072
    case .xxAB: 0x007B
    case .xxAC: 0x0083
    }
  }
}
