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
  /// The QSPI flash, past the cache: while it is chosen the cache caches nothing (chosen; "for verification only").
  case flashUncached = 4
  /// The OTP memory, past the cache, which does not cache it here anyway.
  case otpUncached = 5
  /// The cache's data RAM, while SYS_CTRL.CACHERAM_MUX leaves it to software.
  case cacheRAM = 6
}
