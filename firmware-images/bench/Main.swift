/// A benchmark on the band's chip, at 16 MHz; the text goes to the cradle's UART.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  Clocks.powerPeripherals()
  Register(0x5000_3300).value = 1 << 3  // SET_FREEZE: nobody feeds the watchdog here
  Clocks.crystalReady.value = 90  // low-power clock periods: 2.75 ms
  Clocks.startCrystal()
  while !Clocks.isCrystalSettled {}
  Clocks.runFromCrystal()
  UART2.start()
  Work.run(UART2.send)
  while !UART2.isDrained {}
  UART2.stop()
  while true {
    cpu_interrupts_off()
    cpu_wait_for_interrupt()
  }
}
