import Boards

/// The boards that can be run, as a table.
public enum BoardList {
  /// One of them.
  public struct Entry: Encodable, Sendable {
    /// As `--board` takes it.
    public let name: String
    /// One line.
    public let summary: String
  }

  /// All of them.
  public static let all = BoardCatalogue.all.map { Entry(name: $0.name, summary: $0.summary) }

  /// What a board has, counted, for people.
  public static func counts(of model: BoardModel) -> String {
    model.withUnpowered { board in
      let components = Set(board.power.loads.filter { !$0.isUsuallySilent }.map(\.component)).count
      let picture = model.displaySize.map { ", a display of \($0.width)x\($0.height)" } ?? ""
      return "\(model.chip.name), \(model.signals.count) pads with names, \(components) components that take current"
        + picture
    }
  }
}
