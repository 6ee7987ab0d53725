import Session

/// What a `RunObserver` has found.
struct RunFindings: Sendable {
  /// In the order of the scenario.
  var expectations: [ExpectationResult]
  var samples: [RunSample]
}

extension RunOutcome {
  /// What became of the scenario's expectations, in their order.
  public var expectations: [ExpectationResult] { observed?.expectations ?? [] }
  /// Samples, where they were asked for.
  public var samples: [RunSample] { observed?.samples ?? [] }

  private var observed: RunFindings? { findings.lazy.compactMap { $0 as? RunFindings }.first }
}
