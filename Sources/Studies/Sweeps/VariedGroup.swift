import Machine

/// Coefficients that are drawn and tried together: those of a group, or one alone.
struct VariedGroup {
  /// The group's name, or the coefficient's own.
  let name: String
  /// At least one; each has a band.
  private(set) var coefficients: [Coefficient]

  /// The coefficients that have a band, in their order; a group stands where its first one does. `together` names groups
  /// that go before those of the coefficients themselves.
  static func groups(
    of coefficients: [Coefficient], only: [String]?, together: [String: [String]]
  ) -> [VariedGroup] {
    var groups: [VariedGroup] = []
    let chosen = coefficients.filter { only?.contains($0.name) ?? true }.filter { $0.low < $0.high }
    for coefficient in chosen {
      let planned = together.first { $0.value.contains(coefficient.name) }?.key
      guard let name = planned ?? coefficient.groupName else {
        groups.append(VariedGroup(name: coefficient.name, coefficients: [coefficient]))
        continue
      }
      if let place = groups.firstIndex(where: { $0.name == name }) {
        groups[place].coefficients.append(coefficient)
      } else {
        groups.append(VariedGroup(name: name, coefficients: [coefficient]))
      }
    }
    // A group of one is that one.
    return groups.map { group in
      group.coefficients.count == 1
        ? VariedGroup(name: group.coefficients[0].name, coefficients: group.coefficients) : group
    }
  }

  /// Each coefficient's value.
  func values(_ value: (Coefficient) -> Double) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: coefficients.map { ($0.name, value($0)) })
  }

  /// Draw `number`: the same share of each one's triangular distribution.
  func draw(_ number: UInt64, seed: UInt64) -> [String: Double] {
    let share = SeededNoise(seed: seed, stream: NamedStream.number(name)).unit(number)
    return values { VariedGroup.quantile(share, of: $0) }
  }

  private static func quantile(_ share: Double, of coefficient: Coefficient) -> Double {
    let (low, peak, high) = (coefficient.low, coefficient.typical, coefficient.high)
    let rising = (peak - low) / (high - low)
    if share < rising { return low + (share * (high - low) * (peak - low)).squareRoot() }
    return high - ((1 - share) * (high - low) * (high - peak)).squareRoot()
  }
}
