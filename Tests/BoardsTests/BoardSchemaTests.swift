import Foundation
import Testing

@testable import Boards

@Suite struct BoardSchemaTests {
  /// The schema in docs is that of the catalogues.
  @Test func theDocumentedSchemaIsThatOfTheCatalogues() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/board.schema.json"), encoding: .utf8)
    #expect(text == BoardSchema.text, "bandbox boards --schema > docs/board.schema.json")
  }
}
