import World

extension Activity {
  /// As timelines call it.
  package var name: String {
    switch self {
    case .still: "still"
    case .rest: "rest"
    case .sleep: "sleep"
    case .walk: "walk"
    case .wave: "wave"
    case .run: "run"
    case .raise: "raise"
    case .recorded: "recording"
    }
  }
}
