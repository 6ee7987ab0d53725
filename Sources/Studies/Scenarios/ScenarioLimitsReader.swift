import Boards
import Formats
import Machine
import Yams

/// Reads which stretches of the run a scenario measures, and what its components may draw.
struct ScenarioLimitsReader {
  private let reader: YAMLReader
  private let end: Tick
  private let names: KnownNames
  private let board: BoardModel

  /// For a run of length `end`.
  init(_ reader: YAMLReader, end: Tick, names: KnownNames, board: BoardModel) {
    (self.reader, self.end, self.names, self.board) = (reader, end, names, board)
  }

  /// `intervals: {NAME: {from: MARKER, to: MARKER}}`.
  func intervals(_ node: Node?) -> [IntervalPlan] {
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      reader.problem(node, "intervals: expected a mapping of names to {from: , to: }")
      return []
    }
    return mapping.compactMap { key, value in
      guard let name = reader.text(key, "intervals", expected: "an interval's name"),
        let ends = reader.mapping(value, name, keys: ScenarioKeys.interval)
      else { return nil }
      if name.contains(where: { $0 == " " }) && name.split(separator: " ").contains(where: Self.isBound)
        || name == "each" || name == "all" || name == "state" || names.components.contains(name)
      {
        reader.problem(key, "intervals: expected a name that no sentence takes for something else, found '\(name)'")
      }
      guard let from = marker(ends["from"], "from", of: name, value), let to = marker(ends["to"], "to", of: name, value)
      else { return nil }
      if case .time(let begin) = from, case .time(let end) = to, begin >= end {
        reader.problem(value, "\(name): expected the earlier point first")
      }
      return IntervalPlan(name: name, from: from, to: to)
    }
  }

  private static func isBound(_ word: Substring) -> Bool { ["above", "below", "between", "is"].contains(word) }

  private func marker(_ node: Node?, _ key: String, of name: String, _ interval: Node) -> IntervalMarker? {
    guard let node else {
      reader.problem(interval, "\(name): expected {from: , to: }; '\(key)' is missing")
      return nil
    }
    guard let text = reader.text(node, key, expected: IntervalMarker.expected) else { return nil }
    do throws(InputError) {
      return try IntervalMarker(text, of: board) { ScenarioTime.point($0, end: end) }
    } catch {
      reader.problem(node, "\(key): \(error)")
      return nil
    }
  }

  /// `budget: {COMPONENT: N uC per day}`.
  func budget(_ node: Node?) -> [Expectation] {
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      reader.problem(node, "budget: expected a mapping of components to charges such as '300 uC per day'")
      return []
    }
    return mapping.compactMap { key, value in
      guard let name = reader.text(key, "budget", expected: "a component or 'total'") else { return nil }
      if name != "total", let mistake = names.mistake(component: name) { reader.problem(key, "budget: \(mistake)") }
      guard let text = reader.text(value, name, expected: Self.expected) else { return nil }
      guard let (charge, period) = Self.amount(text) else {
        reader.problem(value, "\(name): expected \(Self.expected), found '\(text)'")
        return nil
      }
      return Expectation(
        text: "budget of \(name): \(text)", line: value.mark?.line ?? 1,
        check: .budget(component: name == "total" ? nil : name, nanocoulombs: charge, per: period))
    }
  }

  private static let expected = "a charge such as '300 uC per day': nC, uC, mC, C, uAh or mAh, per day, hour or run"

  /// Nanocoulombs, and in how long.
  private static func amount(_ text: String) -> (Double, Tick?)? {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 4, words[2] == "per", words[0].wholeMatch(of: /[0-9]+(?:\.[0-9]+)?/) != nil,
      let number = Double(words[0]), let unit = ExpectationParser.charges[words[1]]
    else { return nil }
    switch words[3] {
    case "day": return (number * unit, ScenarioTime.day)
    case "hour": return (number * unit, .seconds(3_600))
    case "run": return (number * unit, nil)
    default: return nil
    }
  }
}
