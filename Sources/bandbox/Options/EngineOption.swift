import ArgumentParser
import CortexM0
import Formats
import Foundation

/// `--engine` of the commands that execute firmware.
struct EngineOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What executes instructions: interpreter, translator or auto. Results are the same.", visibility: .hidden))
  var engine: String?

  /// Has processors that are made from now on execute by it, also those of other processes of this run. Says on standard
  /// error where this host has no translator.
  func apply() throws { try Self.apply(engine) }

  /// The same for what only BANDBOX_ENGINE chooses, where `engine` is `nil`.
  static func apply(_ engine: String?) throws {
    if let text = ProcessInfo.processInfo.environment["BANDBOX_BURST"], Burst.chosen == nil {
      throw InputError("BANDBOX_BURST: expected a number of cycles, 1 or more, not '\(text)'")
    }
    let variable = ProcessInfo.processInfo.environment["BANDBOX_ENGINE"]
    guard let name = engine ?? variable else { return }
    guard let chosen = Engine(rawValue: name) else {
      let source = engine == nil ? "BANDBOX_ENGINE" : "--engine"
      throw InputError("\(source): expected interpreter, translator or auto, not '\(name)'")
    }
    Engine.preferred = chosen
    setenv("BANDBOX_ENGINE", chosen.rawValue, 1)
    if chosen != .interpreter, let obstacle = Engine.obstacle {
      Standard.error.say("no translator here, as \(obstacle): instructions are interpreted")
    }
  }
}
