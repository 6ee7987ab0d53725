import ArgumentParser
import Formats

/// What follows a command's own options and goes to somebody else, who has options too.
enum Passthrough {
  /// The words for the other side, without the `--` before them. `command`'s help where it is asked for before them; throws
  /// one line for an option that `command` has not.
  static func words<Command: ParsableCommand>(_ words: [String], of command: Command) throws -> [String] {
    guard let first = words.first, first.hasPrefix("-"), first != "-" else { return words }
    if first == "--" { return Array(words.dropFirst()) }
    if ["--help", "-h", "-help"].contains(first) { throw CleanExit.helpRequest(command) }
    throw InputError("unknown option '\(first)'; what follows -- is not ours")
  }
}
