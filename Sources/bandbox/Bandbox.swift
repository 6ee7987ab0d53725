import ArgumentParser

@main
struct Bandbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bandbox",
    abstract: "A fitness band in a box: run its firmware, talk to it, see where the charge goes.",
    subcommands: [Ports.self])
}
