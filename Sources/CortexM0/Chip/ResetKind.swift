/// Why a chip starts anew. What each keeps is the chip's business.
public enum ResetKind: String, Codable, CodingKeyRepresentable, CaseIterable, Sendable {
  /// The supply came. Everything starts from reset values, RAM holds nothing known, and the boot ROM runs.
  case powerOn
  /// The supply was below the brown-out level while the firmware asked for a reset at it. RAM keeps its contents; boot ROM.
  case brownOut
  /// The end of hibernation. Unretained RAM is lost; boot ROM.
  case hibernation
  /// A reset of the whole chip by debugger or board. RAM keeps its contents; boot ROM.
  case hardware
  /// The watchdog: drivers reboot the chip by it. RAM keeps its contents; boot ROM.
  case watchdog
  /// The firmware asked for it, by AIRCR.SYSRESETREQ or a register of the chip: the CPU starts from the vectors at address
  /// 0, and no boot ROM runs.
  case software

  /// Whether the boot ROM runs.
  public var runsBootROM: Bool {
    switch self {
    case .powerOn, .brownOut, .hibernation, .hardware, .watchdog: true
    case .software: false
    }
  }
}
