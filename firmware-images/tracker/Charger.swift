/// The battery: its gauge, and what the charger IC, which needs nobody, says of itself.
struct Charger: ~Copyable {
  private(set) var gauge = BatteryGauge()
  private(set) var watch = ChargeWatch()
  private(set) var measure = Deadline()
  private(set) var tick = Deadline()
  /// When the gauge last looked, in `Timebase.now`.
  private var takenAt: UInt32 = 0

  var state: ChargeState { watch.state }

  /// Goes on from what was known before a reset, or from the voltage alone.
  mutating func start() {
    let isCounterKept = Supply.startCounting()
    let reading = Supply.reading(isPlugged: Supply.isPlugged, isQuiet: true)
    if let kept = Retention.gauge {
      gauge = BatteryGauge(kept: kept, at: reading, isCounterKept: isCounterKept)
    } else {
      gauge = BatteryGauge(capacity: Int32(bitPattern: Settings.current.cellCapacity))
      gauge.take(reading)
    }
    finish()
  }

  /// Whether so much has flowed since the last look that the next may not wait.
  var isMoved: Bool { gauge.isDue(count: Supply.count) }

  /// Looks at the voltage while nothing is plugged in. `isQuiet` as `GaugeReading` has it.
  mutating func takeVoltage(isQuiet: Bool) {
    gauge.take(Supply.reading(isPlugged: false, isQuiet: isQuiet))
    finish()
  }

  private mutating func finish() {
    takenAt = Timebase.now
    measure.set(inSeconds: gauge.period)
    Retention.gauge = gauge.kept
    Statistic.batteryMillivolts.value = gauge.millivolts
    Statistic.chargePercent.value = gauge.percent
    Statistic.chargeState.value = state.rawValue
  }

  /// VBUS came or went, or a tick has passed. True when the charge state changed.
  mutating func step(isPlugged: Bool, isQuiet: Bool) -> Bool {
    let changed = watch.step(
      isPlugged: isPlugged, isCharging: Supply.isCharging, millivolts: Supply.millivolts())
    if changed {
      // The charge under the old current first.
      let reading = Supply.reading(isPlugged: isPlugged, isQuiet: isQuiet)
      if state == .full { gauge.setFull(reading) } else { gauge.takeCharge(reading) }
      Supply.isConstantVoltage = state == .constantVoltage
      finish()
    } else if Timebase.now &- takenAt >= gauge.period * Timebase.ticksPerSecond {
      gauge.take(Supply.reading(isPlugged: isPlugged, isQuiet: isQuiet))
      finish()
    }
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
