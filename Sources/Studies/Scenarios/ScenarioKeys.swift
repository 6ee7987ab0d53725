/// Every key that a scenario file may have. `docs/scenario.schema.json` has the same; a test compares them.
enum ScenarioKeys {
  /// Of the file.
  static let top = [
    "name", "description", "board", "image", "seed", "duration", "cell", "temperature", "wear", "radio",
    "charge_source", "supply", "harvest", "coefficients", "settings", "variables", "timeline", "intervals", "expect",
    "budget",
  ]
  /// Of an interval.
  static let interval = ["from", "to"]
  /// Of `cell`.
  static let cell = ["file", "capacity", "charge", "cycles"]
  /// What an entry of the timeline may say happens; one of them.
  static let actions = ScenarioAction.Kind.allCases.map(\.rawValue)
  /// When it happens.
  static let schedule = ["at", "every", "daily", "between", "times", "days", "from", "until", "jitter", "for"]
}
