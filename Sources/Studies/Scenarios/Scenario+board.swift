import Boards
import Formats

extension Scenario {
  /// The board of a scenario's file, with values of its variables; the standard one where it names none, or cannot be read, which is
  /// said elsewhere.
  static func board(ofFile path: String, variables: [String: String] = [:]) -> BoardModel {
    let reader = YAMLReader(path: path)
    guard let text = try? InputFile.text(path), let root = reader.tree(text, expected: "a scenario")?.mapping,
      let node = root["board"]
    else { return BoardCatalogue.standard }
    reader.define(root["variables"], overrides: variables)
    guard let name = reader.text(node, "board", expected: "a board") else { return BoardCatalogue.standard }
    if let model = BoardCatalogue.model(named: name) { return model }
    return (try? BoardCatalogue.find(RelativePath.resolve(name, in: RelativePath.folder(of: path))))
      ?? BoardCatalogue.standard
  }
}
