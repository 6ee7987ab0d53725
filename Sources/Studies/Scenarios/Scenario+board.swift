import Boards
import Formats
import Yams

extension Scenario {
  /// The board of a scenario's file; the standard one where it names none, or cannot be read, which is said elsewhere.
  static func board(ofFile path: String) -> BoardModel {
    guard let text = try? InputFile.text(path), let root = try? Yams.compose(yaml: text),
      let name = root.mapping?["board"]?.string
    else { return BoardCatalogue.standard }
    if let model = BoardCatalogue.model(named: name) { return model }
    return (try? BoardCatalogue.find(RelativePath.resolve(name, in: RelativePath.folder(of: path))))
      ?? BoardCatalogue.standard
  }
}
