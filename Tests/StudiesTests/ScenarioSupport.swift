import Foundation
@testable import Studies

/// Scenario texts for tests, about an image that stands in the repository.
enum ScenarioSupport {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// A scenario of two days of the band with more lines below.
  static func scenario(_ lines: String, variables: [String: String] = [:]) throws(ScenarioError) -> Scenario {
    try Scenario(text: head + lines, path: root + "/scenarios/t.yaml", variables: variables)
  }

  static let head = "image: ../firmware-images/band/band.elf\nduration: 2d\n"

  /// What is wrong with such a scenario, as `LINE:COLUMN: MESSAGE`; lines are those of `lines`, from 1.
  static func problems(_ lines: String) -> [String] {
    do {
      _ = try scenario(lines)
      return []
    } catch {
      return error.problems.map { "\($0.line - 2):\($0.column): \($0.message)" }
    }
  }
}
