import Machine

/// What is looked at while a run goes on.
struct RunWatch: Sendable {
  /// Expectations to check.
  var expectations: [Expectation] = []
  /// Averages that a baseline has, in microamperes, by component; "" for the total.
  var baseline: [String: Double]?
  /// Take a sample so often; `nil` for never.
  var sampleInterval: Tick?
}
