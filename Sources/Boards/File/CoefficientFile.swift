import Formats
import Foundation
import Machine
import Yams

/// Coefficients in place of the documented ones, in YAML:
///
///     coefficients:
///       OLED.on: {low: 200, typical: 350, high: 600}
///       DA14681.run: 25
///
/// A single number stands for all three. Units are those of the table of `bandbox power --coefficients`.
public enum CoefficientFile {
  private static let expected = "a number, or {low: , typical: , high: }"
  private static let keys = ["low", "typical", "high"]
  private static let sources = ["published", "derived", "estimate"]
  /// Larger numbers are mistakes in any unit.
  private static let limit = 1e9

  /// Reads a file with numbers in place of some of `documented`. Throws an `InputError` that names the file, the line and what
  /// was expected.
  public static func read(_ path: String, of documented: [Coefficient]) throws(InputError) -> [String: Coefficient] {
    try parse(try InputFile.text(path), name: path, of: documented)
  }

  /// Reads the text of a file.
  package static func parse(
    _ text: String, name file: String, of documented: [Coefficient]
  ) throws(InputError) -> [String: Coefficient] {
    let root = try compose(text, file: file, expected: "'coefficients:'")
    guard let mapping = root.mapping else { throw InputError("\(place(root, file)): expected 'coefficients:'") }
    for (key, _) in mapping where key.string != "coefficients" {
      throw InputError("\(place(key, file)): expected 'coefficients', found '\(key.string ?? "")'")
    }
    guard let values = mapping["coefficients"] else { throw InputError("\(file):1: expected 'coefficients:'") }
    return try overrides(values, file: file, of: documented)
  }

  /// The text as YAML. Throws where it is none, or nothing.
  static func compose(_ text: String, file: String, expected: String) throws(InputError) -> Node {
    let root: Node?
    do { root = try Yams.compose(yaml: text, .basic) } catch { throw InputError(describe(error, file)) }
    guard let root else { throw InputError("\(file):1: expected \(expected), found an empty file") }
    return root
  }

  /// Reads the mapping `section` from names, which stand behind `prefix` in the table, to values.
  static func overrides(
    _ node: Node, file: String, prefix: String = "", section: String = "coefficients", of documented: [Coefficient],
    isDocumented: Bool = false
  ) throws(InputError) -> [String: Coefficient] {
    guard let mapping = node.mapping else {
      throw InputError("\(place(node, file)): \(section): expected a mapping from names to values")
    }
    var overrides: [String: Coefficient] = [:]
    for (key, value) in mapping {
      let name = prefix + (key.string ?? "")
      guard let known = documented.first(where: { $0.name == name }) else {
        throw InputError("\(place(key, file)): unknown coefficient '\(name)'\(hint(name, documented))")
      }
      overrides[name] = try override(known, by: value, file, isDocumented: isDocumented)
    }
    return overrides
  }

  private static func hint(_ name: String, _ documented: [Coefficient]) -> String {
    if let nearest = Suggestion.nearest(to: name, among: documented.map(\.name)) {
      return ", did you mean '\(nearest)'?"
    }
    let component = name.split(separator: ".").first.map(String.init) ?? name
    let same = documented.map(\.name).filter { $0.lowercased().hasPrefix(component.lowercased() + ".") }
    return same.isEmpty
      ? "; 'bandbox power --coefficients' lists them" : "; '\(component)' has \(same.joined(separator: ", "))"
  }

  /// One number in place of another. A board's file, which documents it (`isDocumented`), may give its condition and source too.
  static func override(
    _ known: Coefficient, by node: Node, _ file: String, isDocumented: Bool = false
  ) throws(InputError) -> Coefficient {
    let place = place(node, file)
    if node.scalar != nil {
      let value = try number(node, known, file)
      return known.overridden(value, value, value, at: place)
    }
    guard let mapping = node.mapping else { throw InputError("\(place): \(known.name): expected \(expected)") }
    var values: [String: Double] = [:]
    var texts: [String: String] = [:]
    for (key, value) in mapping {
      if isDocumented, let name = key.string, texts[name] == nil, (sources + ["condition"]).contains(name) {
        texts[name] = value.string ?? ""
        continue
      }
      guard let name = key.string, keys.contains(name) else {
        throw InputError("\(self.place(key, file)): \(known.name): expected \(expected), found '\(key.string ?? "")'")
      }
      values[name] = try number(value, known, file)
    }
    guard let low = values["low"], let typical = values["typical"], let high = values["high"] else {
      let missing = keys.filter { values[$0] == nil }.joined(separator: " and ")
      throw InputError("\(place): \(known.name): expected \(expected), \(missing) is missing")
    }
    guard low <= typical, typical <= high else {
      throw InputError("\(place): \(known.name): expected low <= typical <= high")
    }
    guard let kind = sources.first(where: { texts[$0]?.isEmpty == false }), let text = texts[kind] else {
      return known.overridden(low, typical, high, at: place)
    }
    return Coefficient(
      known.name, low, typical, high, known.unit, condition: texts["condition"] ?? known.condition,
      source: kind == "published" ? .published(text) : kind == "derived" ? .derived(text) : .estimate(text))
  }

  private static func number(_ node: Node, _ known: Coefficient, _ file: String) throws(InputError) -> Double {
    let least = known.low < 0 ? -limit : 0
    guard let text = node.scalar?.string, let value = Double(text), value >= least, value <= limit else {
      let range = least < 0 ? "a number" : "a number of at least 0"
      let found = node.scalar?.string ?? "something else"
      throw InputError(
        "\(place(node, file)): \(known.name): expected \(range) in \(known.unit.rawValue), found '\(found)'")
    }
    return value
  }

  static func place(_ node: Node, _ file: String) -> String { "\(file):\(node.mark?.line ?? 1)" }

  private static func describe(_ error: any Error, _ file: String) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return "\(file):\(mark.line): is not YAML: \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
      return "\(file):\(context.mark.line): expected each name once, found \(names) twice"
    default: return "\(file):1: is not YAML"
    }
  }
}
