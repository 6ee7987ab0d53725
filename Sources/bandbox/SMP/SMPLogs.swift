import ArgumentParser
import Formats
import Link
import Session

/// `bandbox smp logs`.
struct SMPLogs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "The band's activity log, minute by minute, as CSV.",
    usage: "bandbox smp logs [<options>]")

  @OptionGroup var device: DeviceOptions
  @Option(parsing: .unconditional, help: ArgumentHelp("The last minutes only. (default: all)", valueName: "minutes"))
  var last: String?
  @Flag(help: "As JSON.")
  var json = false
  @Flag(help: "No progress.")
  var quiet = false

  func validate() throws {
    _ = try minuteCount()
  }

  private func minuteCount() throws(InputError) -> Int? {
    try OptionValue.whole("--last", last, in: 1...10_000_000, of: "a number of minutes")
  }

  func run() throws {
    let last = try minuteCount()
    let file = try device.withClient { client in
      var line = TransferLine(isQuiet: quiet)
      defer { line.clear() }
      return try DeviceFile.read("/activity.bin", client) { line.update($0, of: $1) }
    }
    let minutes = ActivityMinute.read(file).suffix(last ?? .max)
    if json { return try Standard.output.printJSON(Array(minutes)) }
    Standard.output.print(([ActivityMinute.csvHead] + minutes.map(\.csv)).joined(separator: "\n"))
  }
}
