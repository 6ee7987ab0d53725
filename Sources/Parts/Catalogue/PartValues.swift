/// The settings of one part: those of the board file, and for the rest the standard ones.
public struct PartValues: Hashable, Sendable {
  private let texts: [String: String]
  private let units: [String: String]

  /// The values that a file gives, which `settings` allow.
  public init(_ given: [String: String], of settings: [PartSetting]) {
    var texts: [String: String] = [:]
    var units: [String: String] = [:]
    for setting in settings {
      texts[setting.name] = given[setting.name] ?? setting.standard
      if case .number(_, let unit) = setting.domain { units[setting.name] = unit }
    }
    self.texts = texts
    self.units = units
  }

  /// A text or one of some words; empty where nothing of that name is declared.
  public func text(_ name: String) -> String { texts[name] ?? "" }

  /// A number; 0 where none of that name is declared.
  public func number(_ name: String) -> Int { Self.number(text(name), unit: units[name] ?? "") ?? 0 }

  /// A number with its unit, which may be left out: `4700 Ohm`, `4700`.
  static func number(_ text: String, unit: String) -> Int? {
    var digits = Substring(text)
    if !unit.isEmpty, digits.hasSuffix(unit) { digits = digits.dropLast(unit.count) }
    while digits.last == " " { digits.removeLast() }
    return Int(digits)
  }
}
