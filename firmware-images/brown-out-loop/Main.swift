/// Counts its starts, lets a brown-out reset the chip, and draws as much as it can: motor, display, heart-rate module, the
/// CPU at 96 MHz.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Board.configurePads()
  starts_count()
  band_statistics.values.1 = Supply.millivolts()
  Console.print("start ")
  Console.print(band_statistics.values.0)
  Console.print(" mv=")
  Console.print(band_statistics.values.1)
  Console.print("\r\n")
  var beat = Beat()
  beat.wait(seconds: 1)  // the cell recovers
  Register(0x5000_0036).value = 1 << 5 | 1  // BOD_CTRL2: watch VBAT, reset below the level
  Board.setMotor(true)
  Panel.start(white)
  PulseSensor.start()
  Timebase.pause(milliseconds: PulseSensor.startUp)
  _ = PulseSensor.configure()
  Console.print("full load\r\n")
  Clocks.runFromPLL()
  Checksum.prepare()
  var checksum: UInt32 = 0
  while true { checksum = Checksum.run(checksum, count: 4096) }
}

private var white: Canvas {
  var canvas = Canvas()
  canvas.fill(x: 0, y: 0, width: Canvas.width, height: Canvas.height)
  return canvas
}
