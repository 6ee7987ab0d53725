import Formats

/// Judges expectations about the occurrences of an interval.
struct IntervalJudge {
  private let statistics: IntervalStatistics

  init(_ statistics: IntervalStatistics) { self.statistics = statistics }

  /// Whether it is met, and what was found. Of each means the one that fits worst.
  func judge(_ quantity: IntervalQuantity, _ limit: Expectation.Limit) -> ExpectationJudge.Outcome {
    let s = statistics
    if quantity == .count { return (limit.holds(Double(s.count)), "\(s.count)", Double(s.count)) }
    guard s.count > 0 else { return (false, "none: it never came to its end", nil) }
    let times = s.count == 1 ? "once" : "\(s.count) times"
    func all(_ value: Double, _ text: (Double) -> String) -> ExpectationJudge.Outcome {
      (limit.holds(value), "\(text(value)), \(times)", value)
    }
    func each(_ spread: IntervalStatistics.Spread, _ text: (Double) -> String) -> ExpectationJudge.Outcome {
      let passed = limit.holds(spread.least) && limit.holds(spread.greatest)
      let worst = limit.holds(spread.greatest) && !limit.holds(spread.least) ? spread.least : spread.greatest
      let found = "\(text(spread.least)) ... \(text(spread.greatest)), \(text(spread.mean)) on average, \(times)"
      return (passed, found, worst)
    }
    switch quantity {
    case .count: return all(Double(s.count)) { NumberText.decimal($0, 0) }
    case .charge(let component?): return all(s.componentNanocoulombs[component] ?? 0, Self.charge)
    case .charge(nil): return all(s.nanocoulombs.sum, Self.charge)
    case .chargeOfEach: return each(s.nanocoulombs, Self.charge)
    case .energy: return all(s.nanojoules.sum, Self.energy)
    case .energyOfEach: return each(s.nanojoules, Self.energy)
    case .duration: return all(s.seconds.sum, Self.duration)
    case .durationOfEach: return each(s.seconds, Self.duration)
    case .meanCurrent: return all(s.meanMicroamperes ?? 0, Self.current)
    case .peakCurrent: return all(s.peakMicroamperes ?? 0, Self.current)
    }
  }

  /// Nanocoulombs for people.
  static func charge(_ value: Double) -> String {
    let (unit, name) = value >= 1e9 ? (1e9, "C") : value >= 1e6 ? (1e6, "mC") : value >= 1e3 ? (1e3, "uC") : (1, "nC")
    return "\(NumberText.decimal(value / unit, 3)) \(name)"
  }

  /// Nanojoules for people.
  static func energy(_ value: Double) -> String {
    let (unit, name) = value >= 1e9 ? (1e9, "J") : value >= 1e6 ? (1e6, "mJ") : value >= 1e3 ? (1e3, "uJ") : (1, "nJ")
    return "\(NumberText.decimal(value / unit, 3)) \(name)"
  }

  /// Seconds for people.
  static func duration(_ value: Double) -> String {
    value >= 1 ? "\(NumberText.decimal(value, 3)) s" : "\(NumberText.decimal(value * 1e3, 3)) ms"
  }

  /// Microamperes for people.
  static func current(_ value: Double) -> String {
    value >= 1e3 ? "\(NumberText.decimal(value / 1e3, 3)) mA" : "\(NumberText.decimal(value, 3)) uA"
  }
}
