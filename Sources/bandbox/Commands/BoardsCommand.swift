import ArgumentParser
import Boards
import Formats
import Foundation
import Plots
import Session

/// `bandbox boards`.
struct BoardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boards",
    abstract: "List the boards, check a board file, or draw a board.",
    usage: "bandbox boards [<options>] [<board>]",
    discussion: """
      A board is a file: chip, rails, parts and what they are wired to. Every command with --board takes one, and so does \
      'board:' in a scenario. docs/boards.md says how to write one; 'bandbox parts' lists the parts.
      """)

  @Argument(
    help: ArgumentHelp("A board or a board file, for --show and --draw. (default: miband2)", valueName: "board"),
    completion: .board)
  var board: String?
  @Option(help: ArgumentHelp("Say everything that is wrong with a board file.", valueName: "file"), completion: .file())
  var check: String?
  @Option(
    help: ArgumentHelp("Draw the board as blocks, as SVG or PNG; - is standard output.", valueName: "file"),
    completion: .file())
  var draw: String?
  @Flag(help: "Print the board's file, to begin one's own with.")
  var show = false
  @Flag(help: "Print the JSON Schema of board files, for editors.")
  var schema = false
  @Flag(help: "As JSON.")
  var json = false

  func validate() throws {
    let wishes = [check != nil, draw != nil, show, schema, json].count { $0 }
    guard wishes <= 1 else { throw ValidationError("expected one of --check, --draw, --show, --schema and --json") }
    guard board == nil || draw != nil || show else {
      throw ValidationError("expected --draw or --show with '\(board ?? "")'")
    }
  }

  func run() throws {
    if schema {
      Standard.output.print(String(BoardSchema.text.dropLast()))
      return
    }
    if let check { return try report(try BoardModel(path: check), check) }
    if let draw { return try drawing(of: try BoardOption.find(board), to: draw) }
    if show {
      Standard.output.print(String(try BoardOption.find(board).text.dropLast()))
      return
    }
    if json { return try Standard.output.printJSON(BoardList.all) }
    let width = BoardList.all.map(\.name.count).max() ?? 0
    for board in BoardList.all {
      Standard.output.print(
        board.name + String(repeating: " ", count: width - board.name.count + 2) + board.summary)
    }
  }

  private func report(_ model: BoardModel, _ path: String) throws {
    Standard.output.print("\(path): \(model.name), \(BoardList.counts(of: model))")
  }

  private func drawing(of model: BoardModel, to path: String) throws {
    let drawing = BoardDrawing(model).drawing
    guard path.lowercased().hasSuffix(".png") else {
      return try OutputFile(path).write(Data(PlotSVG.render(drawing).utf8))
    }
    let raster = PlotRaster(drawing)
    try OutputFile(path).write(
      Data(PNG.encode(width: raster.width, height: raster.height, colour: raster.pixels)))
  }
}
