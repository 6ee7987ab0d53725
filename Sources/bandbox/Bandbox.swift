import ArgumentParser

@main
struct Bandbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bandbox",
    abstract: "A fitness band in a box: runs its firmware, talks to host tools, and shows where the charge goes.",
    discussion: """
      Exit statuses: 0 done, 1 an expectation failed, 2 usage or bad input, 3 the firmware locked up or faulted for \
      good, 130 interrupted.
      """,
    version: "0.1.0",
    subcommands: [
      Run.self, Test.self, Power.self, Faults.self, Sweep.self, Point.self, Flash.self, SMP.self, Boards.self,
      Images.self, Info.self, Ports.self, Exec.self, Registers.self,
    ],
    defaultSubcommand: nil)

  /// Usage errors leave with 2, as scripts expect of every kind of bad input here.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      let code = exitCode(for: error)
      if code == .success { exit(withError: error) }
      Standard.error.print(fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
  }
}
