/// Numbers with a unit, as descriptions of supplies and harvesters have them: `100mF`, `3.3V`.
enum SupplyQuantity {
  /// In nanofarads.
  static let farads = ["uF": 1e3, "mF": 1e6, "F": 1e9]
  /// In microvolts.
  static let volts = ["mV": 1e3, "V": 1e6]
  /// In milliohms.
  static let ohms = ["mohm": 1.0, "ohm": 1e3]
  /// In picoamperes.
  static let amperes = ["nA": 1e3, "uA": 1e6, "mA": 1e9]
  /// In nanowatts.
  static let watts = ["nW": 1.0, "uW": 1e3, "mW": 1e6]
  /// In thousandths of a lux.
  static let lux = ["lux": 1e3]

  /// A number with one of the units, in the scale of the factors, to the nearest whole number in `range`; `nil` for anything else.
  static func whole(_ text: String, _ units: [String: Double], _ range: ClosedRange<Int64>) -> Int64? {
    for (unit, factor) in units.sorted(by: { $0.key.count > $1.key.count }) where text.hasSuffix(unit) {
      let digits = text.dropLast(unit.count)
      guard digits.wholeMatch(of: /[0-9]+(?:\.[0-9]+)?/) != nil, let value = Double(digits) else { continue }
      let scaled = (value * factor).rounded()
      return scaled >= Double(range.lowerBound) && scaled <= Double(range.upperBound) ? Int64(scaled) : nil
    }
    return nil
  }

  /// In the largest unit that has it as a whole number, else in `least` with what is behind the point.
  static func text(_ value: Int64, _ units: [String: Double], _ least: String) -> String {
    let whole = units.sorted { $0.value > $1.value }.first { value != 0 && value % Int64($0.value) == 0 }
    if let (unit, factor) = whole { return "\(value / Int64(factor))\(unit)" }
    let factor = Int64(units[least] ?? 1)
    let (before, behind) = value.quotientAndRemainder(dividingBy: factor)
    guard behind != 0 else { return "\(before)\(least)" }
    var digits = String(String(behind + factor).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(before).\(digits)\(least)"
  }
}
