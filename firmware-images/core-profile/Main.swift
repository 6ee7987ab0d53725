/// Once a second by the 32,768 Hz crystal: wakes from extended sleep, works a fixed 11,000 cycles or so, and goes back. P2_4 is
/// high while it works.
@_cdecl("main_swift") func main() {
  Console.start()
  Console.print("core-profile begins\r\n")
  Board.configurePads()
  Pin(2, 4).output(high: false)
  Accelerometer.stop()  // another image may have let it measure
  Console.drain()
  UART2.stop()
  Watchdog.freeze()
  Nap.start()
  Timebase.start()
  ProfileWork.prepare()
  var second = Deadline()
  second.set(inSeconds: 1)
  while true {
    Nap.sleep(until: second)
    second.move(ticks: Timebase.ticksPerSecond)
    Pin(2, 4).setHigh()
    band_statistics.values.1 = ProfileWork.run(band_statistics.values.1)
    band_statistics.values.0 += 1
    Pin(2, 4).setLow()
  }
}
