import Yams

/// Reads values from a YAML file's tree and gathers everything that is wrong with it.
package final class YAMLReader {
  package let path: String
  package private(set) var problems: [YAMLProblem] = []
  /// `${name}` stands for these.
  private var variables: [String: String] = [:]
  private var places: [String: Mark] = [:]
  private var used: Set<String> = []

  /// Of the file at `path`.
  package init(path: String) { self.path = path }

  /// Notes a mistake at a node, or so many columns after its start.
  package func problem(_ node: Node, _ message: String, column offset: Int = 0) {
    let mark = node.mark
    add(line: mark?.line ?? 1, column: (mark?.column ?? 1) + offset, message)
  }

  /// Notes a mistake at a place.
  package func add(line: Int, column: Int, _ message: String) {
    let problem = YAMLProblem(path: path, line: line, column: column, message: message)
    if !problems.contains(problem) { problems.append(problem) }
  }

  // MARK: Tree

  /// The tree of a YAML text; `nil` where it is no YAML, or empty.
  package func tree(_ text: String, expected: String) -> Node? {
    do {
      // All values are taken as texts: nothing is to be known of what they look like, which takes regular expressions.
      guard let node = try Yams.compose(yaml: text, .basic) else {
        add(line: 1, column: 1, "expected \(expected), found an empty file")
        return nil
      }
      return node
    } catch let error as YamlError {
      switch error {
      case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
        .composer(let context, let problem, let mark, _):
        let about = context.map { " (\($0.text) in line \($0.mark.line))" } ?? ""
        add(line: mark.line, column: mark.column, "is not YAML: \(problem)\(about)")
      case .duplicatedKeysInMapping(let duplicates, let context):
        let names = duplicates.map { "'\($0)'" }.sorted().joined(separator: ", ")
        add(line: context.mark.line, column: context.mark.column, "expected each key once here, found \(names) twice")
      case .reader(let problem, let offset, _, let yaml):
        let before = yaml.prefix(offset ?? 0)
        add(line: before.count { $0.isNewline } + 1, column: 1, "is not YAML: \(problem)")
      default: add(line: 1, column: 1, "is not YAML")
      }
    } catch {
      add(line: 1, column: 1, "is not YAML")
    }
    return nil
  }

  /// The values of a mapping by key, which must be among `keys`.
  package func mapping(_ node: Node, _ what: String, keys: [String]) -> [String: Node]? {
    guard let mapping = node.mapping else {
      problem(node, "\(what): expected a mapping with the keys \(keys.joined(separator: ", ")), found \(kind(node))")
      return nil
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        problem(key, "\(what): expected a key, found \(kind(key))")
        continue
      }
      guard keys.contains(name) else {
        problem(key, "\(what): unknown key '\(name)'\(Suggestion.choice(name, among: keys))")
        continue
      }
      if values.updateValue(value, forKey: name) != nil {
        problem(key, "\(what): expected '\(name)' once, found it twice")
      }
    }
    return values
  }

  /// A sequence's nodes, or the one node that stands for itself.
  package func list(_ node: Node) -> [Node] { node.sequence.map(Array.init) ?? [node] }

  /// Whether nothing stands there.
  package func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private func kind(_ node: Node) -> String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    case .scalar(let scalar): isNull(node) ? "nothing" : "'\(YAMLReader.shortened(scalar.string))'"
    }
  }

  private static func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }.prefix(60)
    return line.count < text.count ? line + " ..." : text
  }

  // MARK: Variables

  /// Takes the file's variables, and the values that somebody set from outside.
  package func define(_ node: Node?, overrides: [String: String]) {
    if let node {
      guard let mapping = node.mapping else {
        return problem(node, "variables: expected a mapping of names to values, found \(kind(node))")
      }
      for (key, value) in mapping {
        guard let name = key.scalar?.string, name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else {
          problem(key, "variables: expected a name of letters, digits and _, found \(kind(key))")
          continue
        }
        guard let scalar = value.scalar, !isNull(value) else {
          problem(value, "variables: expected a number or a text for '\(name)', found \(kind(value))")
          continue
        }
        variables[name] = scalar.string
        places[name] = key.mark
      }
    }
    for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
      if variables[name] == nil {
        add(line: 1, column: 1, "has no variable '\(name)' to set\(Suggestion.hint(name, among: variables.keys))")
      }
      variables[name] = value
    }
  }

  /// A variable that nothing uses is a spelling mistake somewhere.
  package func checkVariablesAreUsed() {
    for (name, mark) in places where !used.contains(name) {
      add(line: mark.line, column: mark.column, "variables: '\(name)' is never used; expected '${\(name)}' somewhere")
    }
  }

  /// The text with its variables replaced, and whether there were any.
  private func substitute(_ text: String, _ node: Node) -> (text: String, isSubstituted: Bool)? {
    guard text.contains("${") else { return (text, false) }
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        problem(node, "expected '}' after '${' in '\(text)'")
        return nil
      }
      let name = String(rest[start.upperBound..<end])
      guard let value = variables[name] else {
        problem(node, "unknown variable '\(name)'\(Suggestion.hint(name, among: variables.keys))")
        return nil
      }
      used.insert(name)
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return (result + rest, true)
  }

  // MARK: Scalars

  /// A text; `nil`, after a note, for anything else.
  package func text(_ node: Node, _ what: String, expected: String) -> String? {
    guard let scalar = node.scalar, !isNull(node) else {
      problem(node, "\(what): expected \(expected), found \(kind(node))")
      return nil
    }
    return substitute(scalar.string, node)?.text
  }

  /// A number in a range; a text in quotes is none.
  package func number(_ node: Node, _ what: String, in range: ClosedRange<Double>, unit: String) -> Double? {
    func expect(found: String) {
      let expected = "\(unit), \(trim(range.lowerBound)) ... \(trim(range.upperBound))"
      problem(node, "\(what): expected \(expected), found \(found)")
    }
    guard let scalar = node.scalar, !isNull(node) else {
      expect(found: kind(node))
      return nil
    }
    guard let (text, isSubstituted) = substitute(scalar.string, node) else { return nil }
    let isPlain = scalar.style == .plain || scalar.style == .any
    guard isPlain || isSubstituted, text.wholeMatch(of: /[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/) != nil,
      let value = Double(text), range.contains(value)
    else {
      expect(found: isPlain ? "'\(text)'" : "the text '\(text)' in quotes")
      return nil
    }
    return value
  }

  /// A whole number in a range.
  package func integer(_ node: Node, _ what: String, in range: ClosedRange<Int>, unit: String) -> Int? {
    let bounds = Double(range.lowerBound)...Double(range.upperBound)
    guard let value = number(node, what, in: bounds, unit: unit) else { return nil }
    guard value == value.rounded() else {
      problem(node, "\(what): expected \(unit), a whole number, found '\(trim(value))'")
      return nil
    }
    return Int(value)
  }

  /// A text that `parse` understands.
  package func read<Value>(_ node: Node, _ what: String, _ expected: String, _ parse: (String) -> Value?) -> Value? {
    guard let text = text(node, what, expected: expected) else { return nil }
    guard let value = parse(text) else {
      problem(node, "\(what): expected \(expected), found '\(text)'")
      return nil
    }
    return value
  }

  private func trim(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e16 ? "\(Int(value))" : "\(value)"
  }
}
