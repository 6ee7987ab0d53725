import Boards
import Formats
import Foundation
import Yams

/// Reads a sweep's plan from YAML and gathers everything that is wrong with it.
struct SweepPlanReader {
  /// Every key that a plan may have.
  static let keys = [
    "scenario", "vary", "list", "draws", "seed", "sensitivity", "coefficients", "groups", "plots", "labels", "axes",
  ]
  /// Values of one axis; more would be a mistake.
  private static let axisLimit = 10_000

  private let reader: YAMLReader
  private let path: String
  /// The boards of all combinations.
  private var boards: [BoardModel] = []

  /// The plan in a file. Throws a `ScenarioError` with every mistake, or an `InputError` where it cannot be read.
  static func read(_ path: String) throws -> SweepPlan {
    let reader = YAMLReader(path: path)
    let text = try InputFile.text(path)
    let root = reader.tree(text, expected: "a plan")
    if let mistake = FileKind.mistakenForPlan(text, root, path: path) {
      throw ScenarioError([YAMLProblem(path: path, line: 1, column: 1, message: mistake)])
    }
    var planReader = SweepPlanReader(reader: reader, path: path)
    let plan = root.flatMap { planReader.plan($0) }
    guard let plan, reader.problems.isEmpty else { throw ScenarioError(reader.problems) }
    return plan
  }

  private mutating func plan(_ root: Node) -> SweepPlan? {
    guard let values = reader.mapping(root, "plan", keys: Self.keys) else { return nil }
    guard let node = values["scenario"], let scenario = reader.text(node, "scenario", expected: "a scenario's path")
    else {
      if values["scenario"] == nil { reader.problem(root, "plan: expected the key 'scenario', a scenario's path") }
      return nil
    }
    var plan = SweepPlan(scenario: resolved(scenario), variables: [], combinations: [[:]])
    if let list = values["list"], values["vary"] != nil {
      reader.problem(list, "list: expected either 'vary', every combination, or 'list', chosen ones; found both")
    }
    if let vary = values["vary"] { readGrid(vary, &plan) }
    if let list = values["list"] { readList(list, &plan) }
    findBoards(plan)
    if let node = values["draws"], let count = reader.integer(node, "draws", in: 1...100_000, unit: "a number of draws")
    {
      plan.draws = count
    }
    if let node = values["seed"], let seed = reader.integer(node, "seed", in: 0...Int(Int32.max), unit: "a seed") {
      plan.seed = UInt64(seed)
    }
    if let node = values["sensitivity"] {
      let flag = reader.read(node, "sensitivity", "true or false") { ["true": true, "false": false][$0] }
      plan.isSensitivity = flag ?? false
    }
    if let node = values["coefficients"] { plan.only = names(node, knownCoefficients) }
    if let node = values["groups"] { readGroups(node, &plan) }
    if let node = values["plots"] { plan.plots = metrics(node) ?? plan.plots }
    if let node = values["labels"] { readLabels(node, &plan) }
    if let node = values["axes"] { readAxes(node, &plan) }
    return plan
  }

  /// The boards that the combinations choose, each once.
  private mutating func findBoards(_ plan: SweepPlan) {
    var seen: Set<String> = []
    for variables in plan.combinations {
      let board = Scenario.board(ofFile: plan.scenario, variables: variables)
      if seen.insert(board.text).inserted { boards.append(board) }
    }
    if boards.isEmpty { boards = [BoardCatalogue.standard] }
  }

  /// Names of coefficients that any of the boards has.
  private var knownCoefficients: [String] {
    var seen: Set<String> = []
    return boards.flatMap(\.coefficients).map(\.name).filter { seen.insert($0).inserted }
  }

  /// Metrics by name; those of statistics are known to the scenario's image.
  private func metrics(_ node: Node) -> [String]? {
    let known = boards.map { KnownNames($0, imagePath: nil) }
    let names = reader.list(node).compactMap { item -> String? in
      guard let name = reader.text(item, "plots", expected: "a metric's name") else { return nil }
      if name.hasPrefix("band_") || SweepPoint.metricNames.contains(name) { return name }
      if name.hasPrefix("ua_") {
        if let mistake = known.mistake(component: String(name.dropFirst(3))) {
          reader.problem(item, "plots: \(mistake)")
        }
        return name
      }
      let hint = Suggestion.hint(name, among: SweepPoint.metricNames)
      let known = SweepPoint.metricNames.joined(separator: ", ")
      reader.problem(
        item, "plots: unknown metric '\(name)'\(hint.isEmpty ? ", expected \(known), band_NAME or ua_COMPONENT" : hint)"
      )
      return nil
    }
    return names.isEmpty ? nil : names
  }

  private func readLabels(_ node: Node, _ plan: inout SweepPlan) {
    guard let mapping = node.mapping else {
      return reader.problem(node, "labels: expected a mapping of variables to their names in charts")
    }
    for (key, value) in mapping {
      guard let name = reader.text(key, "labels", expected: "a variable's name"),
        let label = reader.text(value, name, expected: "a name with its unit")
      else { continue }
      if !plan.variables.contains(name) {
        let hint = Suggestion.hint(name, among: plan.variables)
        reader.problem(key, "labels: '\(name)' is not varied\(hint)")
      }
      plan.labels[name] = label
    }
  }

  /// Axes by variable and by metric of `plots`. What can be known before a run is said here: a variable that has no numbers
  /// has no axis to divide, and one that is not above zero none that is logarithmic.
  private func readAxes(_ node: Node, _ plan: inout SweepPlan) {
    guard let mapping = node.mapping else {
      return reader.problem(node, "axes: expected a mapping of variables and metrics to log or linear")
    }
    let known = plan.variables + plan.plots
    for (key, value) in mapping {
      guard let name = reader.text(key, "axes", expected: "a variable or a metric of 'plots'") else { continue }
      guard known.contains(name) else {
        reader.problem(key, "axes: '\(name)' is neither varied nor in 'plots'\(Suggestion.hint(name, among: known))")
        continue
      }
      guard let axis = reader.read(value, "axes: \(name)", "log or linear", SweepPlan.Axis.init(rawValue:)) else {
        continue
      }
      if plan.variables.contains(name) {
        let texts = plan.combinations.compactMap { $0[name] }
        guard let numbers = SweepPlan.numbers(texts) else {
          reader.problem(
            key, "axes: the values of '\(name)' are not all numbers or all lengths of time; they stand side by side")
          continue
        }
        if axis == .log, let place = numbers.firstIndex(where: { $0 <= 0 }) {
          reader.problem(
            value, "axes: \(name): expected linear, since log needs values above zero; found \(texts[place])")
          continue
        }
      }
      plan.axes[name] = axis
    }
  }

  /// Coefficients that draw together; each in one group.
  private func readGroups(_ node: Node, _ plan: inout SweepPlan) {
    guard let mapping = node.mapping else {
      return reader.problem(node, "groups: expected a mapping of names to lists of coefficients")
    }
    var taken: [String: String] = [:]
    for (key, value) in mapping {
      guard let name = reader.text(key, "groups", expected: "a group's name") else { continue }
      let members = names(value, knownCoefficients, key: name)
      for member in members {
        if let other = taken.updateValue(name, forKey: member) {
          reader.problem(value, "\(name): '\(member)' is in the group '\(other)' already")
        }
      }
      plan.groups[name] = members
    }
  }

  /// A path in a plan is relative to the plan.
  private func resolved(_ name: String) -> String {
    RelativePath.resolve(name, in: RelativePath.folder(of: path))
  }

  private func readGrid(_ node: Node, _ plan: inout SweepPlan) {
    guard let mapping = node.mapping else {
      return reader.problem(node, "vary: expected a mapping of variables to their values")
    }
    var axes: [(name: String, values: [String])] = []
    for (key, value) in mapping {
      guard let name = reader.text(key, "vary", expected: "a variable's name") else { continue }
      axes.append((name, value.mapping == nil ? texts(value, name) : range(value, name)))
    }
    plan.variables = axes.map(\.name)
    plan.combinations = SweepPlan.grid(axes)
  }

  private func readList(_ node: Node, _ plan: inout SweepPlan) {
    plan.combinations = []
    for row in reader.list(node) {
      guard let mapping = row.mapping else {
        reader.problem(row, "list: expected a mapping of variables to values, such as {touches: 10}")
        continue
      }
      var values: [String: String] = [:]
      for (key, value) in mapping {
        guard let name = reader.text(key, "list", expected: "a variable's name"),
          let text = reader.text(value, name, expected: "a value")
        else { continue }
        values[name] = text
        if !plan.variables.contains(name) { plan.variables.append(name) }
      }
      plan.combinations.append(values)
    }
    for row in reader.list(node) where Set(row.mapping?.keys.compactMap(\.scalar?.string) ?? []) != Set(plan.variables)
    {
      reader.problem(row, "list: expected a value for each of \(plan.variables.joined(separator: ", "))")
    }
  }

  private func texts(_ node: Node, _ name: String) -> [String] {
    let nodes = reader.list(node)
    if nodes.isEmpty { reader.problem(node, "\(name): expected at least one value") }
    return nodes.compactMap { reader.text($0, name, expected: "a value") }
  }

  private func range(_ node: Node, _ name: String) -> [String] {
    guard let values = reader.mapping(node, name, keys: ["from", "to", "step"]) else { return [] }
    func number(_ key: String) -> Double? {
      guard let node = values[key] else {
        reader.problem(node, "\(name): expected from, to and step; '\(key)' is missing")
        return nil
      }
      return reader.number(node, "\(name): \(key)", in: -1e9...1e9, unit: "a number")
    }
    guard let from = number("from"), let to = number("to"), let step = number("step") else { return [] }
    guard step > 0, to >= from, (to - from) / step < Double(Self.axisLimit) else {
      reader.problem(node, "\(name): expected from <= to and a step above 0, with at most \(Self.axisLimit) values")
      return []
    }
    // Counted, not added up, so that 0.1 steps end where they should.
    return (0...Int((to - from) / step + 1e-9)).map { index in
      let value = from + Double(index) * step
      return value == value.rounded() ? "\(Int(value))" : NumberText.decimal(value, 6).trimmingZeros
    }
  }

  private func names(_ node: Node, _ known: [String], key: String = "coefficients") -> [String] {
    reader.list(node).compactMap { item in
      guard let name = reader.text(item, key, expected: "a coefficient's name") else { return nil }
      if !known.contains(name) {
        reader.problem(item, "\(key): unknown coefficient '\(name)'\(Suggestion.hint(name, among: known))")
      }
      return name
    }
  }
}

extension String {
  /// A decimal without the zeros at its end.
  fileprivate var trimmingZeros: String {
    var text = self
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
