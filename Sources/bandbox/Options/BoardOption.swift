import ArgumentParser
import Boards

/// `--board` of commands that run nothing.
enum BoardOption {
  /// Its help.
  static let help = ArgumentHelp("A board or a board file. (default: miband2)", valueName: "board")

  /// The board that it names; the standard one where it was not given.
  static func find(_ name: String?) throws -> BoardModel {
    try name.map(BoardCatalogue.find) ?? BoardCatalogue.standard
  }
}
