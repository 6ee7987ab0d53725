import Formats

/// Two runs side by side: average currents by component and by function, the largest change first.
public struct PowerComparison: Encodable, Sendable {
  /// One component, or all.
  public struct Component: Encodable, Sendable {
    /// Its name.
    public let name: String
    /// In the first run, in microamperes.
    public let before: PowerFacts.Envelope
    /// In the second.
    public let after: PowerFacts.Envelope
    /// Second less first. Both runs have the same coefficients low, or high, so the ends of the envelope are compared with
    /// each other.
    public let change: PowerFacts.Envelope
  }

  /// One function.
  public struct Function: Encodable, Sendable {
    /// Its name, that of a load in brackets.
    public let name: String
    /// Its own average current in the first run, in microamperes.
    public let before: Double
    /// In the second.
    public let after: Double
    /// Cycles a second that it ran more in the second.
    public let cycles: Double
  }

  /// Functions that are shown of a comparison.
  private static let functionLimit = 20

  /// The runs' names.
  public let runs: [String]
  /// All together.
  public let total: Component
  /// Those in either run.
  public let components: [Component]
  /// Those in either run; empty where one has none.
  public let functions: [Function]

  /// Compares `after` with `before`.
  public init(before: PowerFacts, after: PowerFacts) {
    runs = [before.name, after.name]
    func component(_ name: String, _ a: PowerFacts.Envelope, _ b: PowerFacts.Envelope) -> Component {
      // The ends move either way.
      let ends = [b.low - a.low, b.high - a.high, b.typical - a.typical]
      let change = PowerFacts.Envelope(
        low: ends.min() ?? 0, typical: b.typical - a.typical, high: ends.max() ?? 0)
      return Component(name: name, before: a, after: b, change: change)
    }
    func sum(_ facts: PowerFacts) -> PowerFacts.Envelope {
      facts.components.values.reduce(into: PowerFacts.Envelope()) { sum, part in
        sum.low += part.low
        sum.typical += part.typical
        sum.high += part.high
      }
    }
    total = component("total", sum(before), sum(after))
    components = Set(before.components.keys).union(after.components.keys).map { name in
      component(name, before.components[name] ?? .init(), after.components[name] ?? .init())
    }.sorted { ($1.change.typical.magnitude, $0.name) < ($0.change.typical.magnitude, $1.name) }
    guard !before.functions.isEmpty, !after.functions.isEmpty else {
      functions = []
      return
    }
    functions = Set(before.functions.keys).union(after.functions.keys).map { name in
      Function(
        name: name, before: before.functions[name] ?? 0, after: after.functions[name] ?? 0,
        cycles: (after.cycles[name] ?? 0) - (before.cycles[name] ?? 0))
    }.sorted { a, b in
      ((b.after - b.before).magnitude, a.name) < ((a.after - a.before).magnitude, b.name)
    }
  }

  /// Tables for people; end without a line break.
  public var text: String {
    var lines = ["before: \(runs[0])", "after:  \(runs[1])", ""]
    let changed = components.filter { $0.change.low.magnitude >= 0.0005 || $0.change.high.magnitude >= 0.0005 }
    var rows = [["average current, uA", "before", "after", "change", "", "envelope of the change"]]
    rows += changed.map(Self.row) + [Self.row(total)]
    lines += Self.table(rows)
    let same = components.count - changed.count
    if same > 0 { lines.append("(\(same) \(same == 1 ? "component" : "components") did not change)") }
    let moved = functions.filter { ($0.after - $0.before).magnitude >= 0.00005 }
    if !moved.isEmpty {
      var rows = [["function, its own, uA", "before", "after", "change", "cycles a second"]]
      for function in moved.prefix(Self.functionLimit) {
        rows.append([
          FunctionName.readable(function.name), NumberText.decimal(function.before, 4),
          NumberText.decimal(function.after, 4), Self.signed(function.after - function.before, 4),
          Self.signed(function.cycles, 1),
        ])
      }
      lines += [""] + Self.table(rows)
      if moved.count > Self.functionLimit {
        lines.append("(\(moved.count - Self.functionLimit) more; --json has them)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ part: Component) -> [String] {
    let (before, change) = (part.before.typical, part.change.typical)
    return [
      part.name, NumberText.decimal(before, 3), NumberText.decimal(part.after.typical, 3), signed(change, 3),
      before > 0 ? "\(signed(100 * change / before, 1)) %" : "new",
      "\(signed(part.change.low, 3)) ... \(signed(part.change.high, 3))",
    ]
  }

  private static func signed(_ value: Double, _ places: Int) -> String {
    let text = NumberText.decimal(value, places)
    return text.hasPrefix("-") ? text : "+" + text
  }

  /// Numbers stand at the right, names and envelopes at the left.
  private static func table(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : column == 5 ? cell : space + cell
      }.joined(separator: "  ")
    }
  }
}
