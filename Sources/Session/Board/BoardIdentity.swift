import Boards
import Formats

/// Which board a snapshot or a recording is of.
enum BoardIdentity {
  /// The name of one that comes with Bandbox; for a file, its name and what it holds.
  static func text(_ model: BoardModel) -> String {
    model.path == nil ? model.name : "\(model.name), a file with SHA-256 \(Hex.sha256(of: Array(model.contents.utf8)))"
  }
}
