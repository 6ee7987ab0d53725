import Formats
import Machine
import Yams

/// Reads numbers of the power model that a board file introduces, with their condition and source:
///
///     {low: 0.05, typical: 0.2, high: 0.6, condition: "in sleep", estimate: "usual for its kind"}
struct CoefficientReader {
  private static let keys = ["name", "low", "typical", "high", "condition"]
  private static let sources = ["published", "derived", "estimate"]

  private let reader: YAMLReader

  init(_ reader: YAMLReader) { self.reader = reader }

  /// A coefficient, whose name is `name` unless the file gives one; `extra` keys are others' business.
  func coefficient(
    _ node: Node, name: String, unit: Coefficient.Unit, extra: [String] = []
  ) -> Coefficient? {
    guard let values = reader.mapping(node, name, keys: Self.keys + Self.sources + extra) else { return nil }
    func number(_ key: String) -> Double? {
      guard let node = values[key] else { return nil }
      return reader.number(node, key, in: 0...1e9, unit: "a number of \(unit.rawValue)")
    }
    let missing = ["low", "typical", "high", "condition"].filter { values[$0] == nil }
    if !missing.isEmpty { reader.problem(node, "\(name): expected \(missing.joined(separator: ", "))") }
    let given = Self.sources.filter { values[$0] != nil }
    guard given.count == 1, let sourceNode = values[given[0]] else {
      reader.problem(node, "\(name): expected its source, as one of \(Self.sources.joined(separator: ", "))")
      return nil
    }
    guard missing.isEmpty, let low = number("low"), let typical = number("typical"), let high = number("high"),
      let condition = values["condition"].flatMap({ reader.text($0, "condition", expected: "under which it holds") }),
      let text = reader.text(sourceNode, given[0], expected: "a document or a reasoning")
    else { return nil }
    guard low <= typical, typical <= high else {
      reader.problem(node, "\(name): expected low <= typical <= high")
      return nil
    }
    let source: Coefficient.Source =
      given[0] == "published" ? .published(text) : given[0] == "derived" ? .derived(text) : .estimate(text)
    let named = values["name"].flatMap { reader.text($0, "name", expected: "a coefficient's name") }
    return Coefficient(named ?? name, low, typical, high, unit, condition: condition, source: source)
  }
}
