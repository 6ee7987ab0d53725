/// The battery: its gauge, measured every ten minutes, and the charger while something is plugged in.
struct Charger: ~Copyable {
  private(set) var gauge = BatteryGauge()
  private(set) var control = ChargeControl()
  private(set) var measure = Deadline()
  private(set) var tick = Deadline()

  private static let period: UInt32 = 600
  /// Under this the measurements are a minute apart, so that hibernation is not missed.
  private static let lowPeriod: UInt32 = 60
  private static let lowMillivolts: UInt32 = 3500

  var state: ChargeState { control.state }

  mutating func start() { takeVoltage() }

  mutating func takeVoltage() {
    let millivolts = Supply.millivolts()
    gauge.take(millivolts: millivolts, chargeCurrent: control.current)
    measure.set(inSeconds: millivolts < Self.lowMillivolts ? Self.lowPeriod : Self.period)
    publish()
  }

  /// VBUS came or went, or a tick has passed. True when the charge state changed.
  mutating func step(isPlugged: Bool) -> Bool {
    let inputs = Supply.inputs(isPlugged: isPlugged)
    let changed = control.step(inputs)
    if changed {
      Supply.apply(control.state)
      if control.state == .full { gauge.setFull() }
    }
    gauge.take(millivolts: inputs.millivolts, chargeCurrent: control.current)
    publish()
    if control.state == .none {
      tick.cancel()
      measure.set(inSeconds: 10)
    } else {
      let isSlow = !control.state.isCharging && control.state != .contact
      tick.set(inTicks: isSlow ? Timebase.ticksPerSecond : Timebase.ticksPerSecond / ChargeControl.ticksPerSecond)
    }
    return changed
  }

  private func publish() {
    Statistic.batteryMillivolts.value = gauge.millivolts
    Statistic.chargePercent.value = gauge.percent
    Statistic.chargeState.value = control.state.rawValue
  }
}
