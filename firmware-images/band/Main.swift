/// Brings the chip to where the band can run, and runs it. Everything works from the RC oscillator; the crystal is
/// started only for the cable.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  stack_paint()
  Clocks.powerPeripherals()
  Clocks.lowPower.set(1)
  Clocks.control.replace(Clocks.lowPowerSourceMask, by: Clocks.lowPowerXTAL32K)
  Clocks.lowPower.clear(1 << 7)  // nobody needs the RC32K now
  Clocks.crystalReady.value = 90  // low-power clock periods until the crystal counts as settled
  Clocks.runFromRC()
  Watchdog.start()
  var band = Band()
  band.run()
}
