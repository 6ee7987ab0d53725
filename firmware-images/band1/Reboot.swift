/// Restarts the chip: through its boot ROM where that finds a loader in the flash, else the image that is in SysRAM. RAM keeps
/// its contents as far as a loader leaves it alone.
enum Reboot {
  nonisolated(unsafe) private static var hasLoader = false

  /// Whether the boot ROM finds something to start. Once, at the start: a reset can come from anywhere.
  static func lookForLoader() {
    var flash = NORFlash()
    hasLoader = flash.half(at: 0) == 0x5070
  }

  static func now(_ request: BootRequest = .none) -> Never {
    cpu_interrupts_off()
    Clocks.system.replace(Clocks.remapMask, by: hasLoader ? 0 : 2)
    Clocks.system.set(Clocks.softwareReset)
    while true { cpu_no_operation() }
  }
}
