/// The boards that can be run.
public enum BoardCatalogue {
  /// All of them; the first is the one that runs where none is named.
  public static let all: [BoardModel] = [MiBand2.catalogueEntry]

  /// The board that runs where none is named.
  public static var standard: BoardModel { all[0] }

  /// The board of a name; `nil` where there is none.
  public static func model(named name: String) -> BoardModel? { all.first { $0.name == name } }
}
