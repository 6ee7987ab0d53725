/// Brings the chip to where the band can run, and runs it. Everything works from the RC oscillator, but for the cable; the
/// 32,768 Hz crystal keeps time.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  Clocks.runFromRC()
  Clocks.powerPeripherals()
  Board.configurePads()
  Watchdog.start()
  Clocks.startLowPowerCrystal()
  Sleep.start()
  Timebase.start()
  Timebase.pause(milliseconds: 400)
  Timebase.stop()
  Clocks.useLowPowerCrystal()
  Reboot.lookForLoader()
  BandDevice.findRunningImage()
  var band = Band()
  band.run()
}
