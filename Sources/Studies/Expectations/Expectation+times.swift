import Machine

extension Expectation.Check {
  /// When it is judged; `nil` for the end of the run, whenever that is.
  package var end: Tick? {
    switch self {
    case .averageCurrent(_, _, let window): window.until
    case .batteryPercent(_, let at), .batteryMillivolts(_, let at), .stepsNearTruth(_, let at), .display(_, let at),
      .displayIsLit(_, let at), .light(_, _, let at), .chargeState(_, let at), .chargeStateReached(_, let at),
      .statistic(_, _, let at):
      at
    case .averageCurrentNearBaseline, .expectedLife, .interval, .budget, .noFaults, .noResets, .noUnmodelledAccesses:
      nil
    }
  }

  /// Whether it is looked at again and again before its time.
  var isPolled: Bool {
    if case .chargeStateReached = self { return true }
    return false
  }

  /// Whether a run that ended early says nothing about it.
  var needsWholeRun: Bool {
    switch self {
    case .noFaults, .noResets, .noUnmodelledAccesses: false
    default: true
    }
  }

  /// The interval that it is about: the whole run where it asks for the highest current of that.
  func interval(until end: Tick) -> IntervalPlan? {
    switch self {
    case .interval(let plan, _, _): plan
    case .expectedLife(_, .some): IntervalPlan.wholeRun(until: end)
    default: nil
    }
  }
}
