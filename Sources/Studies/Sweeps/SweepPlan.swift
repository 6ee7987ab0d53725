import Machine

/// What a sweep varies, and the points that come of it.
public struct SweepPlan: Sendable {
  /// What a point is for.
  public enum Role: Hashable, Sendable {
    /// Every coefficient at its typical value.
    case nominal
    /// One coefficient at the low end of its band, the others typical.
    case low(String)
    /// One coefficient at the high end of its band, the others typical.
    case high(String)
    /// The draw of this number: every coefficient somewhere within its band.
    case draw(Int)
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
  /// The coefficients that are drawn and tried, by name; `nil` for all.
  public var only: [String]?

  /// Every combination of some variables' values, the last one changing fastest.
  public static func grid(_ axes: [(name: String, values: [String])]) -> [[String: String]] {
    axes.reduce([[:]]) { rows, axis in
      rows.flatMap { row in axis.values.map { row.merging([axis.name: $0]) { _, new in new } } }
    }
  }

  /// The points, in an order that depends on the plan alone.
  ///
  /// A draw takes each coefficient from the triangular distribution over its band with the typical value as its peak,
  /// each independent of the others. Draw n is the same in every combination, so combinations differ by their variables
  /// alone.
  public func entries(_ coefficients: [Coefficient]) -> [Entry] {
    let varied = coefficients.filter { only?.contains($0.name) ?? true }.filter { $0.low < $0.high }
    var entries: [Entry] = []
    for (index, variables) in combinations.enumerated() {
      func add(_ role: Role, _ values: [String: Double]) {
        let point = SweepPoint(scenario: scenario, variables: variables, coefficients: values)
        entries.append(Entry(combination: index, role: role, point: point))
      }
      add(.nominal, [:])
      if isSensitivity, index == 0 {
        for coefficient in varied {
          add(.low(coefficient.name), [coefficient.name: coefficient.low])
          add(.high(coefficient.name), [coefficient.name: coefficient.high])
        }
      }
      for draw in 0..<draws {
        let values = varied.enumerated().map { place, coefficient in
          (coefficient.name, self.draw(coefficient, number: draw, place: place))
        }
        add(.draw(draw), Dictionary(uniqueKeysWithValues: values))
      }
    }
    return entries
  }

  private func draw(_ coefficient: Coefficient, number: Int, place: Int) -> Double {
    let share = SeededNoise(seed: seed, stream: UInt64(place)).unit(UInt64(number))
    let (low, peak, high) = (coefficient.low, coefficient.typical, coefficient.high)
    let rising = (peak - low) / (high - low)
    if share < rising { return low + (share * (high - low) * (peak - low)).squareRoot() }
    return high - ((1 - share) * (high - low) * (high - peak)).squareRoot()
  }
}
