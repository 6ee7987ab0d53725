/// The battery: its gauge, and what the charger IC, which needs nobody, says of itself.
struct Charger: ~Copyable {
  private(set) var gauge = BatteryGauge()
  private(set) var watch = ChargeWatch()
  private(set) var measure = Deadline()
  private(set) var tick = Deadline()
  /// When the gauge last looked, in `Timebase.now`.
  private var takenAt: UInt32 = 0

  var state: ChargeState { watch.state }
  /// Nothing counts the charge between two looks.
  var isMoved: Bool { false }

  mutating func start() { look(isQuiet: true) }

  /// Looks at the voltage while nothing is plugged in.
  mutating func takeVoltage(isQuiet: Bool) { look(isQuiet: isQuiet) }

  private mutating func look(isQuiet: Bool) {
    gauge.take(millivolts: Supply.millivolts(), isCharging: state.isCharging, isQuiet: isQuiet)
    takenAt = Timebase.now
    measure.set(inSeconds: gauge.period)
    Statistic.batteryMillivolts.value = gauge.millivolts
    Statistic.chargePercent.value = gauge.percent
    Statistic.chargeState.value = state.rawValue
  }

  /// VBUS came or went, or a tick has passed. True when the charge state changed.
  mutating func step(isPlugged: Bool, isQuiet: Bool) -> Bool {
    let changed = watch.step(isPlugged: isPlugged, isCharging: Supply.isCharging, millivolts: Supply.millivolts())
    if changed, state == .full { gauge.setFull() }
    if changed || Timebase.now &- takenAt >= 60 * Timebase.ticksPerSecond { look(isQuiet: isQuiet && state != .full) }
    if state == .none {
      tick.cancel()
      measure.set(inSeconds: 10)
    } else {
      measure.cancel()
      tick.set(inTicks: Timebase.ticksPerSecond)
    }
    return changed
  }
}
