import ArgumentParser
import Formats
import Link

/// `bandbox smp groups`.
struct SMPGroups: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "groups", abstract: "List the groups of commands that the device knows.",
    usage: "bandbox smp groups [<options>]")

  @OptionGroup var device: DeviceOptions
  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let groups = try device.withClient { try $0.groups() }
    if json { return try Standard.output.printJSON(groups) }
    let rows = groups.map { ["\($0.number)", $0.name ?? "", $0.handlers.map { "\($0)" } ?? ""] }
    Standard.output.print(TextTable.render(["GROUP", "NAME", "COMMANDS"], rows) ?? "The device tells of no group.")
  }
}
