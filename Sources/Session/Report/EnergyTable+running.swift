import Boards
import Formats
import Machine

/// When the band ran, at what average, and when it did not (docs/averages.md).
extension EnergyTable {
  package static func running(_ report: Report, capacityMilliampereHours: Double) -> [String] {
    var lines = [average(report)]
    let stops = StopLog.Cause.allCases.compactMap { cause in report.stops[cause.rawValue].map { (cause, $0) } }
    if let days = report.lifeDays {
      lines.append(
        "expected life    \(NumberText.decimal(days.typical, 1)) days of a full \(NumberText.decimal(capacityMilliampereHours, 0)) mAh cell"
          + "  (envelope \(NumberText.decimal(days.low, 1)) ... \(NumberText.decimal(days.high, 1)))")
    } else if let obstacle = report.lifeObstacle {
      lines.append("expected life    none: \(obstacle.rawValue)")
    }
    lines += stops.map(stop)
    if let died = report.diedAtSeconds { lines.append("died             at \(clock(died)), and did not run again") }
    return lines
  }

  private static func average(_ report: Report) -> String {
    guard let average = report.averageCurrentUa else {
      return "average current  none: the cell never powered the running band"
    }
    let text =
      "average current  \(NumberText.decimal(average.typical, 1)) uA  (envelope \(NumberText.decimal(average.low, 1)) ... \(NumberText.decimal(average.high, 1)))"
    guard report.whileRunning.seconds != report.virtualSeconds else { return text }
    return text + "  from the cell, over the \(clock(report.whileRunning.seconds)) that it powered the running band"
  }

  private static func stop(_ cause: StopLog.Cause, _ stop: Report.Stop) -> String {
    let name =
      switch cause {
      case .hibernation: "hibernation      "
      case .brownOut: "brown-out        "
      case .cutOff: "cell cut off     "
      case .noSupply: "no supply        "
      }
    let length = clock(stop.seconds)
    guard stop.count > 1 else { return name + "at \(clock(stop.firstSeconds)), for \(length)" }
    return name + "\(stop.count) times, first at \(clock(stop.firstSeconds)), last at \(clock(stop.lastSeconds)), "
      + "for \(length) in all"
  }

  /// A time since power-on, or a length of time, for people.
  package static func clock(_ seconds: Double) -> String {
    TimeText.describe(Tick((seconds * Double(Tick.perSecond)).rounded()))
  }
}
