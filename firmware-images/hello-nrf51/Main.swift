/// Says hello on the UART pads of a tracker and sleeps for ever.
@_cdecl("main_swift") func main() {
  Clocks.startCrystal()
  Clocks.runFromCrystal()
  UART0.start(receive: Pin(17), transmit: Pin(18))
  UART0.print("hello from an nRF51822\r\n")
  UART0.stop()
  Clocks.runFromRC()
  while true {
    cpu_interrupts_off()
    cpu_wait_for_interrupt()
  }
}
