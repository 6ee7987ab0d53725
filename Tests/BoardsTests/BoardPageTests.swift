import Foundation
import Machine
import Testing

@testable import Boards

/// `docs/board-miband2.md` shows every coefficient as the code has it.
@Suite struct BoardPageTests {
  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/board-miband2.md")

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

  @Test func theTableIsThatOfTheCode() throws {
    let expected = BoardCatalogue.standard.coefficients.map(row)
    let lines = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n").map(String.init)
    let shown = lines.drop { $0 != "| coefficient | low | typical | high | unit | condition | source |" }.dropFirst(2)
      .prefix { $0.hasPrefix("|") }
    #expect(Array(shown) == expected, "the page's table should be:\n\(expected.joined(separator: "\n"))")
  }
}
