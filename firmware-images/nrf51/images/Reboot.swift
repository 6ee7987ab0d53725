/// Restarts the chip, and with it the bootloader. RAM keeps its contents.
enum Reboot {
  private static var mode: WideRegister { WideRegister(UInt(BootRequest.address)) }
  private static var check: WideRegister { WideRegister(UInt(BootRequest.address &+ 4)) }

  /// Asks the bootloader for `request` and resets. Whoever has something to send has sent it.
  static func now(_ request: BootRequest = .none) -> Never {
    cpu_interrupts_off()
    let words = request.words
    mode.value = words.mode
    check.value = words.check
    WideRegister(0xE000_ED0C).value = 0x05FA_0004
    while true { cpu_no_operation() }
  }

  /// What the image that ran before asked for; it is forgotten by being read.
  static func takeRequest() -> BootRequest {
    let request = BootRequest(mode.value, check.value)
    mode.value = 0
    check.value = 0
    return request
  }
}
