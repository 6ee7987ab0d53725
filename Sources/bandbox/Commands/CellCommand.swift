import ArgumentParser
import Formats
import Foundation
import Plots
import Session

/// `bandbox cell`.
struct CellCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cell",
    abstract: "Show what a cell gives: discharges at several currents and temperatures.",
    usage: "bandbox cell [<options>] [<file>]",
    discussion: """
      A file describes a cell in YAML; 'bandbox run --cell' takes it too. cells/miband2.yaml is that of \
      the board and says what may stand in one. Without a file: the board's cell. Each discharge begins with the full \
      cell at rest and is a run of the model of every other command, protection circuit included.
      """)

  @Argument(help: ArgumentHelp("The cell (YAML). (default: the board's)", valueName: "file"), completion: .file())
  var file: String?
  @Option(help: BoardOption.help, completion: .board)
  var board: String?
  @Option(help: ArgumentHelp("Currents in full charges an hour, 0.001 ... 20.", valueName: "list"))
  var rates = "0.2,0.5,1"
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Degrees Celsius, -40 ... 85.", valueName: "list"))
  var temperatures = "-20,-10,0,25,45"
  @Option(help: ArgumentHelp("Where a discharge ends, in volts, 0 ... 10.", valueName: "volts"))
  var end = "3.0"
  @Option(help: "Full charges that the cell has been through, 0 ... 10000.")
  var cycles = "0"
  @Option(help: ArgumentHelp("Draw the curves as SVG; - is standard output.", valueName: "file"), completion: .file())
  var plot: String?
  @Flag(help: "As JSON, with the curves.")
  var json = false

  func run() throws {
    let table = try CellTable(
      file: file, of: try BoardOption.find(board), rates: try list(rates, "--rates", 0.001...20),
      celsius: try list(temperatures, "--temperatures", -40...85),
      cycles: try OptionValue.whole("--cycles", cycles, in: 0...10_000, of: "a number of full charges") ?? 0,
      endMillivolts: try OptionValue.number("--end", end, in: 0...10, of: "volts") * 1_000)
    if let plot { try OutputFile(plot).write(Data(PlotSVG.render(table.drawing).utf8)) }
    if json { return try Standard.output.printJSON(table) }
    if plot != "-" { Standard.output.print(table.text) }
  }

  private func list(_ text: String, _ option: String, _ range: ClosedRange<Double>) throws(InputError) -> [Double] {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    guard words.count <= 16 else { throw InputError("\(option): expected at most 16 numbers, found \(words.count)") }
    return try words.map { (word) throws(InputError) in
      try OptionValue.number(option, word.trimmingCharacters(in: .whitespaces), in: range, of: "a number")
    }
  }
}
