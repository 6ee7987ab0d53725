/// Charges as the band does, and prints how: at the start, when the charge state changes, and every ten seconds.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Board.configurePads()
  var beat = Beat()
  var (gauge, control) = (BatteryGauge(), ChargeControl())
  _ = Supply.startCounting()
  gauge.take(Supply.reading(isPlugged: Supply.isPlugged, isQuiet: true))
  report(gauge, control)
  var next: UInt32 = 10
  var takenAt = Timebase.now
  while true {
    beat.wait(ticks: Timebase.ticksPerSecond / ChargeControl.ticksPerSecond)
    let inputs = Supply.inputs(isPlugged: Supply.isPlugged)
    let isChanged = control.step(inputs)
    if isChanged || Timebase.now &- takenAt >= gauge.period * Timebase.ticksPerSecond {
      let reading = Supply.reading(isPlugged: inputs.isPlugged, isQuiet: true)
      if !isChanged {
        gauge.take(reading)
      } else if control.state == .full {
        gauge.setFull(reading)
      } else {
        gauge.takeCharge(reading)
      }
      takenAt = Timebase.now
    }
    if isChanged { Supply.apply(milliamperes: control.current) }
    if isChanged || Timebase.uptime >= next { report(gauge, control) }
    if Timebase.uptime >= next { next += 10 }
  }
}

private func report(_ gauge: BatteryGauge, _ control: ChargeControl) {
  Console.print("time=")
  Console.print(Timebase.uptime)
  Console.print(" mv=")
  Console.print(Supply.millivolts())
  Console.print(" percent=")
  Console.print(gauge.percent)
  Console.print(" charge=")
  Console.print(control.state.name)
  Console.print("\r\n")
}
