import ArgumentParser
import Lab
import Link

/// `bandbox smp logs`.
struct SMPLogs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "The band's activity log, minute by minute, as CSV.",
    usage: "bandbox smp logs [<options>]")

  @OptionGroup var device: DeviceOptions
  @Option(help: ArgumentHelp("The last minutes only. (default: all)", valueName: "minutes"))
  var last: Int?
  @Flag(help: "As JSON.")
  var json = false
  @Flag(help: "No progress.")
  var quiet = false

  func validate() throws {
    if let last, last < 1 { throw ValidationError("--last: expected 1 or more") }
  }

  func run() throws {
    let file = try device.withClient { client in
      var line = TransferLine(isQuiet: quiet)
      defer { line.clear() }
      return try DeviceFile.read("/activity.bin", client) { line.update($0, of: $1) }
    }
    let minutes = ActivityMinute.read(file).suffix(last ?? .max)
    if json { return Standard.output.print(try Text.json(Array(minutes))) }
    Standard.output.print(([ActivityMinute.csvHead] + minutes.map(\.csv)).joined(separator: "\n"))
  }
}
