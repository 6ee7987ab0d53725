import Session

/// What the keys of a followed run do.
enum LiveKeys {
  /// Ctrl-L draws everything again.
  static let redraw: Character = "\u{0C}"
  /// For the view that is read line by line.
  static let help = "keys, each with Enter: t touch, w walk, c charger in or out, q quit"

  static func press(_ key: Character, _ runner: Runner) {
    switch key {
    case "t": runner.commands.post(.touch)
    case "w": runner.commands.post(.toggleWalk)
    case "c": runner.commands.post(.toggleCharger)
    case "q": runner.stop(status: 0)
    default: break
    }
  }
}
