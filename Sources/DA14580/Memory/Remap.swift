extension DA14580 {
  /// What answers at address 0: the codes of SYS_CTRL.REMAP_ADR0.
  public enum Remap: UInt32, Codable, Sendable {
    /// The mask ROM.
    case rom = 0
    /// The OTP memory.
    case otp = 1
    /// SysRAM.
    case sysRAM = 2
    /// The retention RAM.
    case retentionRAM = 3
  }
}
