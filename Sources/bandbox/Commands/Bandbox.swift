import ArgumentParser
import Formats
import Glibc
import Studies

@main
struct Bandbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bandbox",
    abstract: "A fitness band in a box: runs its firmware, talks to host tools, and shows where the charge goes.",
    discussion: """
      Exit statuses: 0 done, 1 an expectation failed, 2 usage, bad input, or an output that could not be written, 3 the \
      firmware locked up or faulted for good; 130, 143 and 129 interrupted by SIGINT (Ctrl-C), SIGTERM and SIGHUP; 141 \
      where the reader of the output has gone.
      """,
    version: "0.1.0",
    subcommands: [
      Run.self, AirCommand.self, Test.self, Power.self, Faults.self, Sweep.self, Point.self, ScenarioStep.self,
      Flash.self, SMP.self,
      BoardsCommand.self, PartsCommand.self, CellCommand.self,
      Images.self, Info.self, Ports.self, Exec.self, Registers.self,
    ],
    defaultSubcommand: nil)

  static func main() {
    Standard.prepare()
    Interrupt.prepare()
    var status: Int32 = 0
    do {
      var command = try parse()
      do { try command.run() } catch { status = report(error, isUsage: false) }
    } catch {
      status = report(error, isUsage: true)
    }
    leave(status)
  }

  private static func parse() throws -> any ParsableCommand {
    try CommandLineCheck.run(CommandLine.unsafeArgv, Bandbox.self)
    return try parseAsRoot()
  }

  /// Prints why a command ends; returns its exit status.
  private static func report(_ error: any Error, isUsage: Bool) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    if exitCode(for: error) == .success {
      Standard.output.print(fullMessage(for: error))
      return 0
    }
    let lines = ErrorLines.of(error) ?? (isUsage ? [usage(error)] : ErrorLines.unforeseen(error))
    for line in lines { Standard.error.say("error: \(line)") }
    return 2
  }

  /// What the argument parser says, in our form: one line, with the way to the help.
  private static func usage(_ error: any Error) -> String {
    var text = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    text = text.replacing(/\. Did you mean (.*)\?/) { " (did you mean \($0.1)?)" }
    if text.hasSuffix(".") { text.removeLast() }
    let help = fullMessage(for: error).firstMatch(of: /See '([^']*)'/).map { "; see '\($0.1)'" } ?? ""
    return "\(text.prefix(1).lowercased())\(text.dropFirst())\(help)"
  }

  /// Ends the process. What could not be printed is no success.
  private static func leave(_ status: Int32) -> Never {
    guard let number = Standard.output.failure else { Glibc.exit(status) }
    if number == EPIPE { Glibc.exit(status == 0 ? 128 + SIGPIPE : status) }
    Standard.error.say("error: standard output: cannot be written: \(String(cString: strerror(number)))")
    Glibc.exit(status == 0 ? 2 : status)
  }
}
