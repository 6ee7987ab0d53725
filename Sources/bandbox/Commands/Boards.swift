import ArgumentParser
import Formats
import Session

/// `bandbox boards`.
struct Boards: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the boards.")

  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let boards = BoardList.all
    if json { return try Standard.output.printJSON(boards) }
    for board in boards { Standard.output.print("\(board.name)   \(board.summary)") }
  }
}
