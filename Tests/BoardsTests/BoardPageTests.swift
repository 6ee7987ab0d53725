import Foundation
import Machine
import Testing

@testable import Boards

/// `docs/board-NAME.md` shows every coefficient of a shipped board as the code has it.
@Suite struct BoardPageTests {
  private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs")

  private func row(_ coefficient: Coefficient) -> String {
    func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
    let source =
      switch coefficient.source {
      case .published(let text): text
      case .derived(let text): "derived: \(text)"
      case .estimate(let text): "estimate: \(text)"
      case .override(let text): "override: \(text)"
      }
    let band = [coefficient.low, coefficient.typical, coefficient.high].map(number).joined(separator: " | ")
    return "| \(coefficient.name) | \(band) | \(coefficient.unit.rawValue) | \(coefficient.condition) | \(source) |"
  }

  @Test(arguments: ["miband2", "tracker"]) func theTableIsThatOfTheCode(_ name: String) throws {
    let expected = try #require(BoardCatalogue.model(named: name)).coefficients.map(row)
    let page = Self.docs.appending(path: "board-\(name).md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map(String.init)
    let shown = lines.drop { $0 != "| coefficient | low | typical | high | unit | condition | source |" }.dropFirst(2)
      .prefix { $0.hasPrefix("|") }
    #expect(Array(shown) == expected, "the page's table should be:\n\(expected.joined(separator: "\n"))")
  }
}
