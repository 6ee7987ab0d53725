import ArgumentParser
import Formats
import Session

/// `bandbox parts`.
struct PartsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parts",
    abstract: "List the parts that a board file can name: pins, bus, currents with sources.",
    discussion: "Currents are low / typical / high. docs/boards.md says how to write a board file.")

  @Argument(help: "Parts, shown in full. (default: all, a line each)")
  var names: [String] = []
  @Flag(help: "As JSON, in full.")
  var json = false

  func run() throws {
    let table = try PartTable(names)
    if json { return try Standard.output.printJSON(table) }
    Standard.output.print(names.isEmpty ? table.list : table.text)
  }
}
