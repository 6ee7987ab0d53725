/// A benchmark on the BBC micro:bit's nRF51822, which QEMU emulates too; the text goes to its UART. QEMU sends without a pad.
@_cdecl("main_swift") func main() {
  UART0.start(receive: Pin(25), transmit: Pin(24))
  Work.run(UART0.send)
  UART0.stop()
  while true {
    cpu_interrupts_off()
    cpu_wait_for_interrupt()
  }
}
