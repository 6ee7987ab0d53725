/// What the voltage says.
extension BatteryGauge {
  /// The states of charge, in 1/1,000, between which the truth lies, and the likeliest.
  struct Range {
    var low: Int32
    var middle: Int32
    var high: Int32
    var width: Int32 { high - low }
  }

  /// Looks at the voltage after `tenths` of a second of steady current.
  mutating func look(_ reading: GaugeReading, _ tenths: Int32) {
    measureResistance(reading)
    // A large drop through a resistance that is not known says nothing, and least where it has just changed.
    guard milliohms != nil || abs(current) < 8_000 else { return }
    let range = range(reading)
    let part = 1000 * tenths / (1_200 + tenths)
    let now = permille
    if now < range.low { approach(range.low, part) }
    if now > range.high { approach(range.high, part) }
    if range.width <= 40 {
      approach(range.middle, part / 4)
      setMark(range.middle)
    } else if range.width <= 100 {
      learnWhileFlowing(range.middle, part)
    }
  }

  /// What a voltage says at the present current and temperature.
  func range(_ reading: GaugeReading) -> Range {
    let resistance = resistance(reading.celsius)
    func drop(_ microamperes: Int32) -> Int32 { microamperes / 10 * (resistance / 10) / 10_000 }
    // Half of the resistance acts at once, the rest takes minutes.
    let steady = drop((current + recent) / 2)
    let rest = Int32(reading.millivolts) - steady
    var doubt = 2 + abs(reading.celsius - 25) * 3 / 20
    doubt += doubtOfResistance(abs(steady), reading.celsius)
    doubt += abs(drop(current - recent)) / 4
    // Slow relaxation, over hours, that no model here knows.
    doubt += abs(drop(current - lasting)) * (reading.isPlugged ? 1 : 6) / 20
    if !reading.isQuiet { doubt += 20 }
    let low = CellProfile.permille(at: rest - doubt)
    let high = CellProfile.permille(at: rest + doubt)
    return Range(low: low, middle: CellProfile.permille(at: rest), high: high)
  }

  /// Resistance now, in mOhm.
  private func resistance(_ celsius: Int32) -> Int32 {
    let shape = CellProfile.resistance(at: permille)
    if let milliohms { return min(milliohms * shape / 1000, 100_000) }
    return min(CellProfile.milliohms * shape / 1000 * CellProfile.coldFactor(celsius) / 1000, 100_000)
  }

  /// A resistance that was not measured may be half as large or half as large again, and in the cold far larger.
  private func doubtOfResistance(_ drop: Int32, _ celsius: Int32) -> Int32 {
    milliohms == nil ? drop / 2 + drop * max(25 - celsius, 0) / 7 : drop / 25
  }

  /// A current that has been steady for ten minutes shows the resistance: later the same voltages tell the charge. Until
  /// then only the count has told what went on.
  private mutating func measureResistance(_ reading: GaugeReading) {
    if milliohms != nil, abs(measurement.celsius - reading.celsius) >= 3 { milliohms = nil }
    guard milliohms == nil, steadySeconds >= 600, abs(current) >= 4_000, abs(current - recent) < abs(current) / 8
    else { return }
    measurement.millivolts = Int32(reading.millivolts)
    measurement.microamperes = current
    measurement.sinceStart = sinceStart
    measurement.celsius = reading.celsius
    milliohms = measuredAgain
    if !isLearned, (18...32).contains(reading.celsius) { expectAge() }
  }

  /// The resistance that was measured, with the present capacity.
  var measuredAgain: Int32? {
    let then = start + measurement.sinceStart * 100 / (capacity / 10)
    let drop = measurement.millivolts - CellProfile.millivolts(at: then)
    let whole = drop * 10_000 / (measurement.microamperes / 100)
    guard whole > 0 else { return nil }
    return min(max(min(whole, 200_000) * 1000 / CellProfile.resistance(at: then), 300), 30_000)
  }
}
