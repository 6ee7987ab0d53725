/// Why the chip starts anew. Source of what each keeps: what firmware for this chip relies on; the rest is chosen.
public enum ResetKind: String, Codable, CodingKeyRepresentable, CaseIterable, Sendable {
  /// The supply came. Everything starts from reset values, RAM holds nothing known, and the boot ROM runs.
  case powerOn
  /// The supply was below the brown-out level while BOD_CTRL2 asked for a reset. RAM keeps its contents; boot ROM.
  case brownOut
  /// The end of hibernation (PMU_CTRL.RESET_ON_WAKEUP). Unretained RAM is lost; boot ROM.
  case hibernation
  /// A reset of the whole chip by debugger or board. RAM keeps its contents; boot ROM.
  case hardware
  /// The watchdog: drivers reboot the chip by it. RAM keeps its contents; boot ROM.
  case watchdog
  /// SYS_CTRL.SW_RESET or AIRCR.SYSRESETREQ: the CPU starts from the vectors at address 0, with the remap kept and no
  /// boot ROM; the always-on domain keeps its registers but for the clocks.
  case software

  /// Whether the boot ROM runs.
  public var runsBootROM: Bool {
    switch self {
    case .powerOn, .brownOut, .hibernation, .hardware, .watchdog: true
    case .software: false
    }
  }
}
