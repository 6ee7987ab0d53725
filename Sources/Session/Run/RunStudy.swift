import Machine

/// What looks at a run while it goes on, beside the report: at what a scenario expects, or at what a cut of the power leaves.
/// Made, asked and let go of on the run's thread.
package protocol RunStudy: AnyObject {
  /// What came of it.
  associatedtype Finding: Sendable

  /// When it looks next: the run stops there between two instructions, which nothing in the machine can notice. `nil` for
  /// never again.
  var next: Tick? { get }
  /// Does what is due.
  func look()
  /// Whether it decides from now on when the run is over, and what comes from outside.
  var hasTakenOver: Bool { get }
  /// Whether the run is over, where it has taken over.
  var isOver: Bool { get }
  /// The run is over at the present time; `reason` says why, where that was before its end.
  func finish(reason: String?)
  /// What came of it, after `finish`.
  var finding: Finding { get }
}

extension RunStudy {
  /// It only looks.
  package var hasTakenOver: Bool { false }
  /// The run's plan decides.
  package var isOver: Bool { false }
  /// Nothing more to do.
  package func finish(reason: String?) {}
}
