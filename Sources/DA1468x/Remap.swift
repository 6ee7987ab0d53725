/// What answers at address 0: the codes of SYS_CTRL.REMAP_ADR0. Under any other code nothing does.
public enum Remap: UInt32, Codable, Sendable {
  /// The mask ROM.
  case rom = 0
  /// The OTP memory.
  case otp = 1
  /// The QSPI flash.
  case flash = 2
  /// The system RAM.
  case ram = 3
  /// The cache's data RAM.
  case cacheRAM = 6
}
