import Foundation
import Testing

@testable import Machine

/// `docs/supplies.md` shows every number of capacitor and harvester as the code has it.
@Suite struct SuppliesPageTests {
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

  @Test func theTablesAreThoseOfTheCode() throws {
    let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/supplies.md")
    let lines = try String(contentsOf: docs, encoding: .utf8).split(separator: "\n").map(String.init)
    let shown = lines.filter {
      $0.hasPrefix("| capacitor.") || $0.hasPrefix("| harvester.") || $0.hasPrefix("| solar cell.")
    }
    let expected = (CapacitorCoefficients.documented.all + HarvesterCoefficients.documented.all).map(row)
    #expect(shown == expected, "the page's tables should be:\n\(expected.joined(separator: "\n"))")
  }
}
