import Boards
import CortexM0
import Formats
import Machine
import Parts
import Session

/// Judges expectations by the band as it is now.
struct ExpectationJudge {
  typealias Outcome = (passed: Bool, found: String, value: Double?)

  let band: any Board
  let statistics: [String: UInt32]
  let trueSteps: Int
  let faults: FirmwareFaultsReport?
  let baseline: [String: Double]?
  /// What became of the intervals that expectations are about.
  let intervals: [IntervalPlan: IntervalStatistics]
  /// The run's highest current in microamperes, where an expectation asks for it.
  let peakUa: Double?

  /// Whether a check is met, and what was found. `start` has the charges at the start of its window.
  func judge(_ check: Expectation.Check, since start: ExpectationCharges?) -> Outcome {
    switch check {
    case .averageCurrent(let component, let limit, _):
      return averageCurrent(component, since: start) { ($0, limit.holds($0), "") }
    case .averageCurrentNearBaseline(let component, let percent):
      return averageCurrent(component, since: nil) { nearBaseline($0, component, percent) }
    case .expectedLife(let limit, .some(let volts)): return life(limit, downTo: volts)
    case .interval(let plan, let quantity, let limit):
      return IntervalJudge(intervals[plan] ?? IntervalStatistics(name: plan.name)).judge(quantity, limit)
    case .budget(let component, let limit, let period): return budget(component, limit, period)
    case .expectedLife(let limit, nil):
      guard let days = ReportRows(band).lifeDays?.typical else {
        return (false, "none: \(band.lifeObstacle?.rawValue ?? "the cell never powered the band")", nil)
      }
      return (limit.holds(days), "\(NumberText.decimal(days, 2)) days", days)
    case .batteryPercent(let limit, _):
      let value = Double(band.power.availableCharge) * 100 / Double(band.power.capacity)
      return (limit.holds(value), "\(NumberText.decimal(value, 2)) %", value)
    case .batteryMillivolts(let limit, _):
      let value = Double(band.power.microvolts) / 1_000
      return (limit.holds(value), "\(NumberText.decimal(value, 1)) mV", value)
    case .stepsNearTruth(let percent, _): return steps(percent)
    case .display(let picture, _): return display(picture)
    case .displayIsLit(let isLit, _):
      let lit = (band.display?.framebuffer ?? []).count { $0 }
      return ((lit > 0) == isLit, lit > 0 ? "lit, \(lit) pixels" : "dark", Double(lit))
    case .light(let number, let color, _):
      let found = band.lights.indices.contains(number - 1) ? band.lights[number - 1].colorName : "none"
      return (found == color, found, nil)
    case .chargeState(let phase, _), .chargeStateReached(let phase, _):
      let found = band.chargePhase(statistics)
      return (found == phase, found.rawValue, nil)
    case .statistic(let name, let limit, _): return statistic(name, limit)
    case .noFaults:
      guard let faults else { return (true, "none", 0) }
      return (false, ExpectationJudge.describe(faults), Double(faults.count))
    case .noResets:
      let resets = ResetKind.allCases.compactMap { kind -> (ResetKind, Int)? in
        let count = (band.chip.resets[kind] ?? 0) - (kind == .powerOn ? 1 : 0)
        return count > 0 ? (kind, count) : nil
      }
      let text = resets.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
      return (resets.isEmpty, resets.isEmpty ? "none" : text, Double(resets.reduce(0) { $0 + $1.1 }))
    case .noUnmodelledAccesses:
      let entries = band.emulation.journal.unmodelled
      let names = entries.prefix(4).map(\.register).joined(separator: ", ")
      let text = entries.isEmpty ? "none" : "\(entries.count) registers: \(names)\(entries.count > 4 ? " ..." : "")"
      return (entries.isEmpty, text, Double(entries.count))
    }
  }

  private func life(_ limit: Expectation.Limit, downTo volts: Double) -> Outcome {
    guard let peakUa, let life = LifeEstimate(band, peakUa: peakUa, downTo: volts) else {
      return (false, "none: \(band.lifeObstacle?.rawValue ?? "the cell never powered the band")", nil)
    }
    return (limit.holds(life.days), life.text, life.days)
  }

  private func budget(_ component: String?, _ limit: Double, _ period: Tick?) -> Outcome {
    let charges = IntervalCharges(band)
    let charge = component.map { charges.byComponent[$0]?.typical ?? 0 } ?? charges.total.typical
    // Exact up to here: pA·ticks.
    let nanocoulombs = Double(charge) / 1e3 / Double(Tick.perSecond)
    let found = nanocoulombs * (period.map { Double($0) / Double(max(charges.tick, 1)) } ?? 1)
    let part = limit > 0 ? " (\(NumberText.decimal(100 * found / limit, 1)) % of the budget)" : ""
    return (found <= limit, IntervalJudge.charge(found) + part, found)
  }

  private static func describe(_ faults: FirmwareFaultsReport) -> String {
    let fault = faults.first
    let place = fault.pcSymbol.map { " (\($0))" } ?? ""
    let which = faults.count > 1 ? "\(faults.count), the first" : "one,"
    return
      "\(which) at \(EnergyTable.clock(fault.seconds)): \(fault.explanation); PC \(fault.pc)\(place), LR \(fault.lr)"
      + (fault.lockedUp ? "; the CPU locked up" : "")
  }

  private func averageCurrent(
    _ component: String?, since start: ExpectationCharges?,
    judge: (Double) -> (value: Double, passed: Bool, note: String)
  ) -> Outcome {
    let charges = ExpectationCharges(band)
    guard charges.hasAny(since: start) else {
      return (false, "none: the cell did not power the running band then", nil)
    }
    guard let value = charges.average(of: component, since: start) else {
      let names = charges.byComponent.keys.sorted()
      let name = component ?? ""
      let hint = Suggestion.hint(name, among: names)
      return (false, "no component '\(name)'\(hint); there are \(names.joined(separator: ", "))", nil)
    }
    let outcome = judge(value)
    return (outcome.passed, "\(NumberText.decimal(value, 3)) uA\(outcome.note)", outcome.value)
  }

  private func nearBaseline(_ value: Double, _ component: String?, _ percent: Double) -> (Double, Bool, String) {
    guard let baseline else { return (value, false, "; no baseline to compare with: give --baseline") }
    guard let before = baseline[component ?? ""] else {
      return (value, false, "; the baseline does not have it: write a new one with --update-baseline")
    }
    let change = before > 0 ? 100 * (value - before) / before : value > 0 ? .infinity : 0
    let sign = change < 0 ? "" : "+"
    return (
      value, abs(change) <= percent,
      ", the baseline has \(NumberText.decimal(before, 3)) uA: \(sign)\(NumberText.decimal(change, 2)) %"
    )
  }

  private func steps(_ percent: Double) -> Outcome {
    guard let counted = statistics["steps"] else { return (false, "the firmware exports no statistic 'steps'", nil) }
    let text = "\(counted) counted of \(trueSteps) walked"
    guard trueSteps > 0 else { return (counted == 0, text, counted == 0 ? 0 : nil) }
    let error = 100 * (Double(counted) - Double(trueSteps)) / Double(trueSteps)
    return (abs(error) <= percent, "\(text): \(error < 0 ? "" : "+")\(NumberText.decimal(error, 2)) %", error)
  }

  private func display(_ picture: ScenarioPicture) -> Outcome {
    let found = band.display?.framebuffer ?? []
    let wrong = zip(found, picture.pixels).count { $0 != $1 }
    guard wrong > 0 else { return (true, "shown", 0) }
    let rows = HalfBlocks.render(found, columns: band.display?.columns ?? 1)
    return (false, "\(wrong) of \(found.count) pixels differ; it shows\n" + rows.joined(separator: "\n"), Double(wrong))
  }

  private func statistic(_ name: String, _ limit: Expectation.Limit) -> Outcome {
    guard let value = statistics[name] else {
      let names = statistics.keys.sorted()
      let all = names.isEmpty ? "the firmware exports none" : "there are \(names.joined(separator: ", "))"
      return (false, "no statistic '\(name)'\(Suggestion.hint(name, among: names)); \(all)", nil)
    }
    return (limit.holds(Double(value)), "\(value)", Double(value))
  }
}
