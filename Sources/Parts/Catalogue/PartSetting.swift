/// Something that a board file can choose of a part, such as the size of a panel.
public struct PartSetting: Hashable, Sendable {
  /// What it may be.
  public enum Domain: Hashable, Sendable {
    /// A whole number, in `unit`, which may be empty.
    case number(ClosedRange<Int>, unit: String)
    /// One of some words.
    case choice([String])
    /// Any short text.
    case text
  }

  /// As the board file names it.
  public let name: String
  /// What it is, in a few words.
  public let summary: String
  /// What it may be.
  public let domain: Domain
  /// What it is where the file says nothing.
  public let standard: String

  /// Declares a setting. `standard` has to be of the domain.
  public init(_ name: String, _ summary: String, _ domain: Domain, default standard: String) {
    self.name = name
    self.summary = summary
    self.domain = domain
    self.standard = standard
  }

  /// Whether it may be so.
  public func allows(_ text: String) -> Bool {
    switch domain {
    case .number(let range, let unit): PartValues.number(text, unit: unit).map(range.contains) ?? false
    case .choice(let words): words.contains(text)
    case .text: !text.isEmpty && text.utf8.count <= 100
    }
  }

  /// What it may be, for people.
  public var expected: String {
    switch domain {
    case .number(let range, let unit):
      "\(range.lowerBound) ... \(range.upperBound)" + (unit.isEmpty ? "" : " \(unit)")
    case .choice(let words): words.joined(separator: ", ")
    case .text: "a short text"
    }
  }
}
