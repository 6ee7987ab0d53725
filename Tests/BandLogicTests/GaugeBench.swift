@testable import BandLogic

/// The gauge and the charger's states on a plant, called as the band calls them, with the worst of what they show.
final class GaugeBench {
  let plant: CellPlant
  var gauge: BatteryGauge
  private(set) var control = ChargeControl()
  /// Seconds since the beginning.
  private(set) var time = 0.0
  /// Whether the display or something like it draws from the cell when readings are taken.
  var isQuiet = true
  /// Most that what is shown was off, in points, where the truth lies inside `judged`, and when.
  private(set) var worst = 0.0
  private(set) var worstAt = 0.0
  /// Most points that it moved by within a minute.
  private(set) var worstJump = 0
  private var minute: [(time: Double, percent: Int)] = []
  private var judged = -1.0
  private var next = 0.0
  private var lastTake = 0.0
  /// Printed for people: time, truth, shown, mV every so many seconds.
  var log: Double?
  private var logged = -1e9

  init(_ plant: CellPlant, capacity: Int32 = 0) {
    self.plant = plant
    gauge = BatteryGauge(capacity: capacity)
    plant.step(1e-6, set: 0)
    gauge.take(reading)
    next = Double(gauge.period)
  }

  private var reading: GaugeReading {
    let steps = (plant.counted * 73_584 / 65_536).rounded(.down)
    return GaugeReading(
      millivolts: UInt32(max(plant.millivolts * 4095 / 5000, 0)) * 5000 / 4095,
      count: UInt32(truncatingIfNeeded: Int64(steps)) & 0xFF_FFFF, time: UInt32(truncatingIfNeeded: Int64(time * 1024)),
      celsius: Int32(plant.celsius.rounded(.down)), isPlugged: plant.source != nil, isQuiet: isQuiet)
  }

  /// Runs for so many seconds.
  func run(_ seconds: Double) {
    let end = time + seconds
    while time < end - 0.05 {
      if plant.source == nil && control.state == .none { idle(until: end) } else { charge() }
      judge()
    }
  }
  func run(minutes: Double) { run(minutes * 60) }
  func run(hours: Double) { run(hours * 3600) }

  func plug(_ milliamperes: Double = 500) { plant.source = milliamperes }
  func unplug() { plant.source = nil }

  /// Words across a reset, with or without RAM.
  func reset(keepsRAM: Bool) {
    gauge =
      keepsRAM
      ? BatteryGauge(kept: gauge.kept, at: reading, isCounterKept: true) : BatteryGauge(capacity: gauge.capacity)
    if !keepsRAM { gauge.take(reading) }
    control = ChargeControl()
  }

  private func idle(until end: Double) {
    let step = min(max(min(next, end) - time, 0.1), 30)
    plant.step(step, set: 0)
    time += step
    let now = reading
    if time >= next || gauge.isDue(count: now.count) {
      gauge.take(now)
      next = time + Double(gauge.period)
    }
  }

  private func charge() {
    plant.step(0.1, set: Double(control.current))
    time += 0.1
    let now = reading
    let inputs = ChargeInputs(
      isPlugged: now.isPlugged, millivolts: now.millivolts, isConstantVoltage: plant.isAtLevel,
      isEnd: plant.current + plant.load < Double(control.current) / 10,
      isTemperatureGood: plant.celsius > -3 && plant.celsius < 46, celsius: Int32(plant.celsius.rounded(.down)))
    let isChanged = control.step(inputs)
    if isChanged {
      if control.state == .full { gauge.setFull(now) } else { gauge.takeCharge(now) }
      lastTake = time
    } else if time - lastTake >= 10 {
      gauge.take(now)
      lastTake = time
    }
    next = time + 10
  }

  private func judge() {
    guard time - judged >= 1 else { return }
    judged = time
    let shown = Double(gauge.percent)
    let off = abs(shown - min(max(plant.truth, 0), 100))
    if off > worst { (worst, worstAt) = (off, time) }
    minute.append((time, Int(gauge.percent)))
    while let first = minute.first, first.time < time - 60 {
      minute.removeFirst()
      if minute.isEmpty { break }
    }
    if let first = minute.map(\.percent).min(), let last = minute.map(\.percent).max() {
      worstJump = max(worstJump, last - first)
    }
    if let log, time - logged >= log {
      logged = time
      print(
        Int(time), Double(Int(plant.truth * 10)) / 10, gauge.percent, gauge.permille, Int(plant.millivolts),
        Double(Int(plant.current * 100)) / 100, control.state, gauge.capacity, gauge.milliohms ?? 0)
    }
  }

  /// Forgets the worst so far, as after a time that is not to be judged.
  func forgive() { (worst, worstJump, minute) = (0, 0, []) }
}
