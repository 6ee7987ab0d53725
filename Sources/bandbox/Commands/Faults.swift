import ArgumentParser

/// `bandbox faults`.
struct Faults: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faults",
    abstract: "Break a band in every possible place and see whether it still starts.",
    subcommands: [PowerCut.self, PowerCutStep.self])
}
