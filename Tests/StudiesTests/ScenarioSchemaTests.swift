import Foundation
import Testing
@testable import Session
@testable import Studies

/// The schema that editors use has the keys that the parser takes, and no others.
@Suite struct ScenarioSchemaTests {
  private func schema() throws -> [String: Any] {
    let path = ScenarioSupport.root + "/docs/scenario.schema.json"
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func properties(_ object: Any?) -> [String: Any] {
    (object as? [String: Any])?["properties"] as? [String: Any] ?? [:]
  }

  @Test func hasTheParsersKeys() throws {
    let schema = try schema()
    let top = properties(schema)
    #expect(Set(top.keys) == Set(ScenarioKeys.top))
    #expect(Set(properties(top["cell"]).keys) == Set(ScenarioKeys.cell))
    let definitions = schema["$defs"] as? [String: Any] ?? [:]
    #expect(Set(properties(definitions["entry"]).keys) == Set(ScenarioKeys.actions + ScenarioKeys.schedule))
    let board = (top["board"] as? [String: Any])?["anyOf"] as? [[String: Any]]
    #expect(board?.first?["enum"] as? [String] == BoardList.all.map(\.name))
  }

  @Test func everyKeyIsDescribed() throws {
    let schema = try schema()
    let definitions = schema["$defs"] as? [String: Any] ?? [:]
    for (key, value) in properties(schema).merging(properties(definitions["entry"]), uniquingKeysWith: { a, _ in a }) {
      #expect((value as? [String: Any])?["description"] is String, "\(key)")
    }
  }
}
