/// Prints once a second what accelerometer and heart-rate module measured.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Board.configurePads()
  var beat = Beat()
  let isPresent = Accelerometer.start()
  Console.print(isPresent ? "sensor-dump runs\r\n" : "sensor-dump finds no accelerometer\r\n")
  PulseSensor.start()
  Timebase.pause(milliseconds: PulseSensor.startUp)
  if !PulseSensor.configure() { Console.print("sensor-dump finds no heart-rate module\r\n") }
  while true {
    beat.wait(seconds: 1)
    report()
  }
}

/// A line: seconds since the start, samples of movement in the last one and the mean of their axes in mg, pulse in beats a
/// minute (0 for none).
private func report() {
  var (count, x, y, z): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
  _ = Accelerometer.drain {
    count += 1
    x += $0
    y += $1
    z += $2
  }
  field("time=", Int32(bitPattern: Timebase.uptime))
  field(" samples=", count)
  field(" x=", mean(x, count))
  field(" y=", mean(y, count))
  field(" z=", mean(z, count))
  field(" pulse=", Int32(bitPattern: PulseSensor.result()?.heartRate ?? 0))
  Console.print("\r\n")
}

private func mean(_ sum: Int32, _ count: Int32) -> Int32 { count > 0 ? sum / count : 0 }

private func field(_ name: StaticString, _ value: Int32) {
  Console.print(name)
  Console.print(value)
}
