import Formats
import Machine
import Yams

/// Reads the rails of a board file.
struct RailReader {
  private static let keys = [
    "from", "regulator", "output", "dropout", "nominal", "quiescent", "shutdown", "enable", "efficiency",
  ]
  static let kinds = ["switch", "linear", "buck", "boost", "chip converter", "constant power"]
  private static let millivolts = 500...20_000

  private let reader: YAMLReader
  private let pads: [String]

  init(_ reader: YAMLReader, pads: [String]) {
    self.reader = reader
    self.pads = pads
  }

  /// The rails in the order of the file, which is from source to load.
  func rails(_ node: Node) -> [RailPlan] {
    guard let mapping = node.mapping else {
      reader.problem(node, "rails: expected a mapping from names to what feeds them")
      return []
    }
    let names = mapping.map { $0.key.string ?? "" }
    var rails: [RailPlan] = []
    for (key, value) in mapping {
      guard let name = reader.text(key, "rails", expected: "a rail's name") else { continue }
      if ["CELL", "cell", "system"].contains(name) {
        reader.problem(key, "rails: '\(name)' is what feeds rails, expected another name")
      }
      if rails.contains(where: { $0.name == name }) {
        reader.problem(key, "rails: '\(name)' stands here a second time")
      }
      if let rail = rail(name, value, known: rails.map(\.name), all: names) { rails.append(rail) }
    }
    return rails
  }

  private func rail(_ name: String, _ node: Node, known: [String], all: [String]) -> RailPlan? {
    guard let values = reader.mapping(node, name, keys: Self.keys) else { return nil }
    guard let from = values["from"] else {
      reader.problem(node, "\(name): a rail without a source, expected 'from: cell', 'from: system' or a rail's name")
      return nil
    }
    guard let source = source(from, name, known: known, all: all) else { return nil }
    let kind = values["regulator"].flatMap { node in
      reader.read(node, "regulator", "one of \(Self.kinds.joined(separator: ", "))") {
        Self.kinds.contains($0) ? $0 : nil
      }
    }
    guard let regulator = regulator(kind ?? "switch", name, values, node) else { return nil }
    let quiescent = values["quiescent"].flatMap {
      CoefficientReader(reader).coefficient($0, name: "\(name) regulator.quiescent", unit: .microamperes)
    }
    let shutdown = values["shutdown"].flatMap {
      CoefficientReader(reader).coefficient($0, name: "\(name) regulator.shutdown", unit: .microamperes)
    }
    if shutdown != nil && quiescent == nil {
      reader.problem(node, "\(name): expected 'quiescent' beside 'shutdown'")
    }
    let enable = values["enable"].flatMap { node in
      reader.read(node, "enable", "a pad of the chip") { pads.contains($0) ? $0 : nil }
    }
    if case .rail = source {
    } else if quiescent != nil {
      reader.problem(node, "\(name): expected a regulator's own current only behind a rail, such as 'from: VSYS'")
    }
    return RailPlan(
      name: name, source: source, regulator: regulator, quiescent: quiescent, shutdown: shutdown, enable: enable)
  }

  private func source(_ node: Node, _ rail: String, known: [String], all: [String]) -> RailPlan.Source? {
    guard let text = reader.text(node, "from", expected: "cell, system or a rail's name") else { return nil }
    switch text {
    case "cell": return .cell
    case "system": return .system
    case let name where known.contains(name): return .rail(name)
    default:
      if all.contains(text) {
        reader.problem(node, "\(rail): from: expected a rail that stands before it, found '\(text)'")
      } else {
        reader.problem(
          node,
          "\(rail): from: no rail '\(text)', expected cell, system or a rail"
            + Suggestion.hint(text, among: all + ["cell", "system"]))
      }
      return nil
    }
  }

  private func regulator(
    _ kind: String, _ rail: String, _ values: [String: Node], _ node: Node
  ) -> RailPlan.Regulator? {
    let used: [String: [String]] = [
      "switch": [], "linear": ["output", "dropout"], "buck": ["output", "efficiency"],
      "boost": ["output", "efficiency"], "chip converter": ["output", "efficiency"], "constant power": ["nominal"],
    ]
    let wanted = used[kind] ?? []
    var isComplete = true
    for key in ["output", "dropout", "nominal", "efficiency"] {
      if let node = values[key], !wanted.contains(key) {
        reader.problem(node, "\(rail): '\(key)' says nothing of a regulator '\(kind)'")
      } else if wanted.contains(key) && values[key] == nil {
        reader.problem(node, "\(rail): a regulator '\(kind)' needs '\(key)'")
        isComplete = false
      }
    }
    guard isComplete else { return nil }
    switch kind {
    case "linear":
      guard let output = volts(values["output"], "output"), let dropout = volts(values["dropout"], "dropout", from: 0)
      else { return nil }
      return .linear(output: output, dropout: dropout)
    case "buck", "boost", "chip converter":
      guard let output = volts(values["output"], "output"),
        let steps = values["efficiency"].map({ efficiency($0, rail) })
      else { return nil }
      return kind == "buck"
        ? .buck(output: output, steps)
        : kind == "boost" ? .boost(output: output, steps) : .chipConverter(output: output, steps)
    case "constant power": return volts(values["nominal"], "nominal").map { .constantPower(nominal: $0) }
    default: return .wire
    }
  }

  private func volts(_ node: Node?, _ what: String, from least: Int = 500) -> Int64? {
    guard let node else { return nil }
    return reader.read(node, what, "a voltage, \(least) mV ... 20000 mV") { text in
      QuantityText.number(text, units: ["mV": 1, "V": 1_000]).flatMap {
        (Double(least)...20_000).contains($0) ? $0 : nil
      }
    }.map { Int64($0.rounded()) }
  }

  private func efficiency(_ node: Node, _ rail: String) -> [RailPlan.EfficiencyPlan] {
    var steps: [RailPlan.EfficiencyPlan] = []
    for node in reader.list(node) {
      guard let mapping = node.mapping else {
        reader.problem(node, "efficiency: expected {from: CURRENT, low: , typical: , high: , ...}")
        continue
      }
      var from = 0.0
      if let node = mapping["from"] {
        guard
          let value = reader.read(
            node, "from", "an output current, such as 1 mA",
            { QuantityText.number($0, units: ["uA": 1e6, "mA": 1e9, "A": 1e12]) })
        else { continue }
        from = value
      }
      let name = "\(rail).converter above \(NumberText.decimal(from / 1e9, 3)) mA"
      guard let efficiency = CoefficientReader(reader).coefficient(node, name: name, unit: .ratio, extra: ["from"])
      else { continue }
      if !(0.05...1).contains(efficiency.low) || efficiency.high > 1 {
        reader.problem(node, "efficiency: expected ratios, 0.05 ... 1")
      }
      if let last = steps.last, from <= Double(last.from) as Double {
        reader.problem(node, "efficiency: expected steps in the order of their currents")
      }
      if steps.isEmpty && from != 0 { reader.problem(node, "efficiency: expected the first step from 0 on") }
      steps.append(RailPlan.EfficiencyPlan(from: Int64(min(from, 1e15)), efficiency: efficiency))
    }
    if steps.isEmpty && reader.problems.isEmpty { reader.problem(node, "efficiency: expected at least one step") }
    return steps
  }
}
