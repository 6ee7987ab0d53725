/// What the bootloader says of its last start: three words of RAM beside the vector table, where debuggers and emulators
/// read them, and images that leave them alone. The symbol `boot_verdict` stands there.
///
/// Little-endian: `mark`; reason, fault of slot 0, fault of slot 1, fault of a refused image, a byte each, 0 for none; the
/// exclusive or of both.
public struct BootVerdict: Equatable, Sendable {
  /// What the bootloader did.
  public enum Reason: UInt8, CaseIterable, Sendable {
    /// Started slot 0.
    case started = 0
    /// Stays in serial recovery, for no slot has an image that can be started.
    case nothingToStart = 1
    /// Stays in it because the image that ran asked for it.
    case request = 2
    /// Stays in it because the key was held.
    case key = 3
    /// Stays in it because the flash did not do what it was told.
    case flashFailed = 4
  }

  /// What it did.
  public var reason: Reason
  /// What it found wrong.
  public var findings: BootFindings

  /// Where the words stand on a DA14681.
  public static let address: UInt32 = 0x07FC_00E0
  /// Where they stand on an nRF51822.
  public static var addressOnNRF51: UInt32 { 0x2000_0004 }
  private static let mark: UInt32 = 0x5642_4242  // "BBBV"

  /// A verdict.
  public init(_ reason: Reason, _ findings: BootFindings) {
    self.reason = reason
    self.findings = findings
  }

  /// The verdict of three words; nil where they are anything else.
  public init?(_ mark: UInt32, _ value: UInt32, _ check: UInt32) {
    guard mark == Self.mark, check == mark ^ value, let reason = Reason(rawValue: UInt8(truncatingIfNeeded: value))
    else { return nil }
    func fault(_ shift: UInt32) -> ImageFault? { ImageFault(rawValue: UInt8(truncatingIfNeeded: value >> shift)) }
    self.reason = reason
    findings = BootFindings(slot0: fault(8), slot1: fault(16), refused: fault(24))
  }

  /// Its words.
  public var words: (mark: UInt32, value: UInt32, check: UInt32) {
    let (slot0, slot1) = (UInt32(findings.slot0?.rawValue ?? 0), UInt32(findings.slot1?.rawValue ?? 0))
    let value = UInt32(reason.rawValue) | slot0 << 8 | slot1 << 16 | UInt32(findings.refused?.rawValue ?? 0) << 24
    return (Self.mark, value, Self.mark ^ value)
  }
}
