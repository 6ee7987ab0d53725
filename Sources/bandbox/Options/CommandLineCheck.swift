import ArgumentParser
import Formats

/// What the argument parser would say badly, or not at all.
enum CommandLineCheck {
  /// Throws one line for a word that is not UTF-8 and so would name another file, and for a subcommand that there is not.
  static func run(
    _ words: UnsafePointer<UnsafeMutablePointer<CChar>?>, _ root: any ParsableCommand.Type
  ) throws(InputError) {
    var arguments: [String] = []
    var place = 1
    while let word = words[place] {
      guard let text = String(validatingCString: word) else {
        throw InputError("argument \(place), '\(String(cString: word))': expected UTF-8")
      }
      arguments.append(text)
      place += 1
    }
    try subcommands(arguments, root)
  }

  /// Follows the subcommands down to the one that runs.
  static func subcommands(_ arguments: [String], _ root: any ParsableCommand.Type) throws(InputError) {
    var command = root
    var names = [root._commandName]
    for argument in arguments {
      let known = command.configuration.subcommands
      guard !known.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return }
      guard let next = known.first(where: { $0._commandName == argument }) else {
        let visible = known.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
        throw InputError(
          "unknown subcommand '\(argument)'\(Suggestion.choice(argument, among: visible))"
            + "; see '\(names.joined(separator: " ")) --help'")
      }
      names.append(argument)
      command = next
    }
  }
}
