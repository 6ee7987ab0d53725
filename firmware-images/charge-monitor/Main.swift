/// Charges as the band does, and prints how: at the start, when the charge state changes, and every ten seconds.
@_cdecl("main_swift") func main() {
  Console.start()
  Watchdog.freeze()
  Board.configurePads()
  var beat = Beat()
  var (gauge, control) = (BatteryGauge(), ChargeControl())
  gauge.take(millivolts: Supply.millivolts(), chargeCurrent: 0)
  report(gauge, control)
  var next: UInt32 = 10
  while true {
    beat.wait(ticks: Timebase.ticksPerSecond / ChargeControl.ticksPerSecond)
    let inputs = Supply.inputs(isPlugged: Supply.isPlugged)
    let isChanged = control.step(inputs)
    if isChanged {
      Supply.apply(control.state)
      if control.state == .full { gauge.setFull() }
    }
    gauge.take(millivolts: inputs.millivolts, chargeCurrent: control.current)
    if isChanged || Timebase.uptime >= next { report(gauge, control) }
    if Timebase.uptime >= next { next += 10 }
  }
}

private func report(_ gauge: BatteryGauge, _ control: ChargeControl) {
  Console.print("time=")
  Console.print(Timebase.uptime)
  Console.print(" mv=")
  Console.print(gauge.millivolts)
  Console.print(" percent=")
  Console.print(gauge.percent)
  Console.print(" charge=")
  Console.print(control.state.name)
  Console.print("\r\n")
}
