/// Restarts the chip through its boot ROM and the bootloader; a software reset would restart the image alone. The
/// watchdog is how drivers for this chip do it. RAM keeps its contents.
enum Reboot {
  /// Asks the bootloader for `request` and resets, within 10 ms. Whoever has something to send has sent it.
  static func now(_ request: BootRequest = .none) -> Never {
    cpu_interrupts_off()
    let words = request.words
    WideRegister(UInt(BootRequest.address)).value = words.mode
    WideRegister(UInt(BootRequest.address &+ 4)).value = words.check
    Register(0x5000_3102).value = 1  // NMI_RST: reset at 0, and no freeze
    Register(0x5000_3100).value = 1
    Register(0x5000_3302).value = 1 << 3  // RESET_FREEZE: let it run
    while true { cpu_no_operation() }
  }

  /// What the image that ran before asked for; it is forgotten by being read.
  static func takeRequest() -> BootRequest {
    let mode = WideRegister(UInt(BootRequest.address))
    let check = WideRegister(UInt(BootRequest.address &+ 4))
    let request = BootRequest(mode.value, check.value)
    mode.value = 0
    check.value = 0
    return request
  }
}
