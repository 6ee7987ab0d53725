import Boards
import Formats
import Foundation
import Machine
import Session

extension SweepPoint {
  /// How often the state of charge is looked at.
  private static let sampleInterval: Tick = .seconds(600)
  /// Every metric that a result has beside `band_` and a statistic's name, and `ua_` and a component's.
  static let metricNames = [
    "average_current_ua", "life_days", "end_percent", "end_mv", "lowest_percent", "alive_hours", "died_hours",
    "charged_mah", "true_steps",
  ]

  /// Runs it in this process. Throws what is wrong with the scenario, a variable or a coefficient.
  public func run() throws -> SweepResult {
    let scenario = try Scenario(path: scenario, variables: variables)
    var run = ScenarioRun(scenario)
    run.coefficients = try overrides(of: scenario.board.coefficients)
    run.sampleInterval = SweepPoint.sampleInterval
    let runner = try run.runner()
    runner.start()
    let outcome = try runner.join().get()
    return SweepResult(
      metrics: SweepPoint.metrics(outcome), failed: outcome.expectations.filter { !$0.passed }.map(\.text),
      digest: outcome.report.digest ?? "", cpuSeconds: SweepPoint.cpuSeconds)
  }

  /// The coefficients, each with a band as narrow as its value.
  private func overrides(of known: [Coefficient]) throws -> [String: Coefficient] {
    var overrides: [String: Coefficient] = [:]
    for (name, value) in coefficients {
      guard let coefficient = known.first(where: { $0.name == name }) else {
        throw InputError("unknown coefficient '\(name)'\(Suggestion.hint(name, among: known.map(\.name)))")
      }
      let range = (coefficient.low < 0 ? -1e9 : 0)...1e9
      guard range.contains(value) else {
        throw InputError(
          "\(name): expected a number of \(coefficient.unit.rawValue), \(Int(range.lowerBound)) ... 1000000000, found \(value)"
        )
      }
      overrides[name] = coefficient.overridden(value, value, value, at: "a point of a sweep")
    }
    return overrides
  }

  private static func metrics(_ outcome: RunOutcome) -> [String: Double] {
    let report = outcome.report
    let modes = report.modeSeconds
    var metrics: [String: Double] = [
      "end_percent": Double(report.battery.endPercent),
      "end_mv": Double(report.battery.endMv), "alive_hours": (modes.run + modes.wfi + modes.extendedSleep) / 3_600,
    ]
    metrics["lowest_percent"] = outcome.samples.map(\.chargeMillionths).min().map { max(0, Double($0) / 10_000) }
    // Picoampere-ticks.
    metrics["charged_mah"] = Double(report.battery.chargeIn).map { $0 / (1e9 * Double(Tick.seconds(3_600))) }
    for (component, average) in report.averagesByComponent { metrics["ua_" + component] = average }
    metrics["average_current_ua"] = report.averageCurrentUa?.typical
    metrics["life_days"] = report.lifeDays?.typical
    metrics["died_hours"] = report.diedAtSeconds.map { $0 / 3_600 }
    if let steps = report.trueSteps { metrics["true_steps"] = Double(steps) }
    for (name, value) in report.statistics { metrics["band_" + name] = Double(value) }
    return metrics
  }

  /// CPU seconds of this process so far.
  private static var cpuSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
