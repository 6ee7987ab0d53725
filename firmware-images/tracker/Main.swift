/// Brings the chip to where the band can run, and runs it. The 32,768 Hz crystal always runs, the 16 MHz one for the cable only.
@_cdecl("main_swift") func main() {
  stack_paint()
  Interrupt.wakeOnPending()
  Clocks.startLowPowerCrystal()
  Watchdog.start()
  var band = Band()
  band.run()
}

@_cdecl("wdt_interrupt") func watchdogInterrupt() { watchdogBite() }
