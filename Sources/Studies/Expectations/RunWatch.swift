import Machine

/// What is looked at while a run goes on.
struct RunWatch: Sendable {
  /// Expectations to check.
  var expectations: [Expectation] = []
  /// Intervals to measure beside those that expectations are about.
  var intervals: [IntervalPlan] = []
  /// How long the run is meant to be.
  var duration: Tick = 0
  /// Averages that a baseline has, in microamperes, by component; "" for the total.
  var baseline: [String: Double]?
  /// Take a sample so often; `nil` for never.
  var sampleInterval: Tick?
}
