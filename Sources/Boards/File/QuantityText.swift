/// Numbers with a unit, as board files have them: `1.8 V`, `250uA`.
enum QuantityText {
  /// The number in the first unit's scale: `units` has the factor of each. `nil` where it is no finite number of one of them.
  static func number(_ text: String, units: [String: Double]) -> Double? {
    for (unit, factor) in units.sorted(by: { $0.key.count > $1.key.count }) where text.hasSuffix(unit) {
      var digits = Substring(text).dropLast(unit.count)
      while digits.last == " " { digits.removeLast() }
      guard digits.wholeMatch(of: /[0-9]+(?:\.[0-9]+)?/) != nil, let value = Double(digits) else { continue }
      return value * factor
    }
    return nil
  }
}
