import Session

/// What a `RunObserver` has found.
struct RunFindings: Sendable {
  /// In the order of the scenario.
  var expectations: [ExpectationResult]
  var samples: [RunSample]
  /// Of the intervals that the scenario or the command line names.
  var intervals: [IntervalStatistics]
}

extension RunOutcome {
  /// What became of the scenario's expectations, in their order.
  public var expectations: [ExpectationResult] { observed?.expectations ?? [] }
  /// Samples, where they were asked for.
  public var samples: [RunSample] { observed?.samples ?? [] }

  /// What the occurrences of the intervals took that the scenario declares or the command line names.
  public var intervals: [IntervalStatistics] { observed?.intervals ?? [] }

  private var observed: RunFindings? { findings.lazy.compactMap { $0 as? RunFindings }.first }
}
