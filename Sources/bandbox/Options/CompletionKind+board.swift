import ArgumentParser
import Boards
import Foundation

extension CompletionKind {
  /// A board by its name, or a board file.
  static var board: CompletionKind {
    .custom { _, _, begun in
      let folder = begun.lastIndex(of: "/").map { String(begun[...$0]) } ?? ""
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
      return BoardCatalogue.names + files.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + $0 }
    }
  }
}
