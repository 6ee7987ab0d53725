import Machine

/// What a sweep varies, and the points that come of it.
public struct SweepPlan: Sendable {
  /// What a point is for.
  public enum Role: Hashable, Sendable {
    /// Every coefficient at its typical value.
    case nominal
    /// One coefficient, or those of one group, at the low end of their bands, the others typical.
    case low(String)
    /// The same at the high end.
    case high(String)
    /// The draw of this number: every coefficient somewhere within its band.
    case draw(Int)
  }

  /// How an axis of a chart is divided.
  public enum Axis: String, CaseIterable, Sendable {
    /// Equal distances are equal differences.
    case linear
    /// Equal distances are equal ratios; for values above zero alone.
    case log
  }

  /// One point and its place in the sweep.
  public struct Entry: Hashable, Sendable {
    /// Which combination of the variables, an index into `combinations`.
    public var combination: Int
    /// What it is for.
    public var role: Role
    /// What its worker is told.
    public var point: SweepPoint
  }

  /// The scenario's path.
  public var scenario: String
  /// Names of the varied variables, in the order of the plan.
  public var variables: [String]
  /// Their values, each combination once.
  public var combinations: [[String: String]]
  /// Draws over the coefficients' bands for each combination; 0 for none.
  public var draws = 0
  /// The seed of the draws.
  public var seed: UInt64 = 1
  /// Whether each coefficient is also tried at both ends of its band, in the first combination.
  public var isSensitivity = false
  /// The metrics that charts and summary show, at least one.
  public var plots = ["life_days"]
  /// What charts call the variables, with units; a variable without one by its name.
  public var labels: [String: String] = [:]
  /// Axes of charts as the plan chooses them, by variable and by metric; logarithmic for others where values are spread.
  public var axes: [String: Axis] = [:]
  /// The coefficients that are drawn and tried, by name; `nil` for all.
  public var only: [String]?
  /// Coefficients that are drawn and tried together, by the group's name, in place of the groups of the model's table.
  public var groups: [String: [String]] = [:]

  /// Every combination of some variables' values, the last one changing fastest.
  public static func grid(_ axes: [(name: String, values: [String])]) -> [[String: String]] {
    axes.reduce([[:]]) { rows, axis in
      rows.flatMap { row in axis.values.map { row.merging([axis.name: $0]) { _, new in new } } }
    }
  }

  /// A variable's values as numbers, lengths of time in seconds; `nil` where any is neither, or where they are mixed.
  static func numbers(_ texts: [String]) -> [Double]? {
    let numbers = texts.compactMap { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
    if numbers.count == texts.count { return numbers }
    let lengths = texts.compactMap { ScenarioTime.length($0)?.inSeconds }
    return numbers.isEmpty && lengths.count == texts.count ? lengths : nil
  }

  /// The points, in an order that depends on the plan alone.
  ///
  /// A draw takes each coefficient from the triangular distribution over its band with the typical value as its peak. It
  /// depends on the seed, its number and the coefficient's name alone, or its group's: other coefficients come and go
  /// without changing it, all of a group stand at the same place of their distributions, and draw n is the same in every
  /// combination, so that combinations differ by their variables alone. `coefficients` are those of a combination, by its index:
  /// of another board they are others.
  public func entries(_ coefficients: (Int) -> [Coefficient]) -> [Entry] {
    var entries: [Entry] = []
    for (index, variables) in combinations.enumerated() {
      let varied = VariedGroup.groups(of: coefficients(index), only: only, together: groups)
      func add(_ role: Role, _ values: [String: Double]) {
        let point = SweepPoint(scenario: scenario, variables: variables, coefficients: values)
        entries.append(Entry(combination: index, role: role, point: point))
      }
      add(.nominal, [:])
      if isSensitivity, index == 0 {
        for group in varied {
          add(.low(group.name), group.values(\.low))
          add(.high(group.name), group.values(\.high))
        }
      }
      for draw in 0..<draws {
        let values = varied.map { $0.draw(UInt64(draw), seed: seed) }
        add(.draw(draw), values.reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } })
      }
    }
    return entries
  }
}
