/// Restarts the chip. RAM keeps its contents.
enum Reboot {
  /// There is no bootloader to ask for anything.
  static func now(_ request: BootRequest = .none) -> Never {
    cpu_interrupts_off()
    WideRegister(0xE000_ED0C).value = 0x05FA_0004
    while true { cpu_no_operation() }
  }
}
