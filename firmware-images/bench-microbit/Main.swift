/// The benchmark on the BBC micro:bit's nRF51822, which QEMU emulates; the text goes to its UART.
///
/// Addresses: nRF51 Series Reference Manual, chapter 29 (UART); tasks, events and registers are words.
@_cdecl("main_swift") func main() {
  let (enable, baud) = (WideRegister(0x4000_2500), WideRegister(0x4000_2524))
  let (startTransmitter, sent, data) = (
    WideRegister(0x4000_2008), WideRegister(0x4000_211C), WideRegister(0x4000_251C)
  )
  WideRegister(0x4000_250C).value = 24  // PSELTXD: P0.24, the board's line to USB; QEMU sends without a pad
  enable.value = 4
  baud.value = 0x01D7_E000  // 115200
  startTransmitter.value = 1
  Work.run {
    sent.value = 0
    data.value = UInt32($0)
    while sent.value == 0 {}
  }
  while true {
    cpu_interrupts_off()
    cpu_wait_for_interrupt()
  }
}
