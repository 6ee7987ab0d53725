import ArgumentParser
import Formats
import Link

/// `bandbox smp stats`.
struct SMPStatistics: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Show the device's counters.", usage: "bandbox smp stats [<options>] [<groups> ...]"
  )

  @OptionGroup var device: DeviceOptions
  @Argument(help: "Groups. (default: all)")
  var groups: [String] = []
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let found = try device.withClient { client in
      try (groups.isEmpty ? client.statisticsGroups() : groups).map { try client.statistics($0) }
    }
    if json { return try Standard.output.printJSON(found) }
    let rows = found.flatMap { group in group.counters.map { [group.name, $0.name, "\($0.value)"] } }
    Standard.output.print(TextTable.render(["GROUP", "COUNTER", "VALUE"], rows) ?? "The device counts nothing.")
  }
}
