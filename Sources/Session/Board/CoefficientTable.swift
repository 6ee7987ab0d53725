import Boards
import Formats
import Machine

/// Every number of a board's power model.
public struct CoefficientTable: Encodable, Sendable {
  /// One of them.
  public struct Row: Codable, Hashable, Sendable {
    /// As `--coefficients` and scenarios name it.
    public let name: String
    /// The lowest plausible value.
    public let low: Double
    /// The expected value.
    public let typical: Double
    /// The highest plausible value.
    public let high: Double
    /// The unit of the three.
    public let unit: String
    /// Under which conditions it holds.
    public let condition: String
    /// `published`, `derived`, `estimate` or `override`.
    public let kind: String
    /// The document, the reasoning, or the place of the override.
    public let source: String

    package init(_ coefficient: Coefficient) {
      name = coefficient.name
      low = coefficient.low
      typical = coefficient.typical
      high = coefficient.high
      unit = coefficient.unit.rawValue
      condition = coefficient.condition
      switch coefficient.source {
      case .published(let text): (kind, source) = ("published", text)
      case .derived(let text): (kind, source) = ("derived", text)
      case .estimate(let text): (kind, source) = ("estimate", text)
      case .override(let text): (kind, source) = ("override", text)
      }
    }
  }

  /// In the order of the board's description.
  public let coefficients: [Row]
  /// Coefficients that are not independent, by their group's name: draws put all of a group at the same place.
  public let groups: [String: [String]]

  /// The numbers of a board, with those of a file in place of the documented ones. Throws an `InputError`.
  public init(of model: BoardModel, overrides path: String? = nil) throws(InputError) {
    let overrides =
      try path.map { (path) throws(InputError) in try CoefficientFile.read(path, of: model.coefficients) } ?? [:]
    var setup = BoardSetup()
    setup.overrides = overrides
    let all = model.coefficients(of: setup)
    coefficients = all.map(Row.init)
    var groups: [String: [String]] = [:]
    for coefficient in all {
      if let name = coefficient.groupName { groups[name, default: []].append(coefficient.name) }
    }
    self.groups = groups
  }

  /// The table for people; ends without a line break.
  public var text: String {
    let heads = ["coefficient", "low", "typical", "high", "unit", "source", "condition"]
    let rows = coefficients.map { row in
      [
        row.name, Self.number(row.low), Self.number(row.typical), Self.number(row.high), row.unit, row.kind,
        row.condition,
      ]
    }
    let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([heads] + rows).map { cells in
      cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return (1...3).contains(column) ? space + cell : column == cells.count - 1 ? cell : cell + space
      }.joined(separator: "  ")
    }
    let together = groups.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value.joined(separator: ", "))" }
    let groupLines = together.isEmpty ? [] : ["", "Not independent; a sweep draws them together:"] + together
    return
      (lines + groupLines + ["", "Sources in full: bandbox power --coefficients --json, or docs/board-miband2.md"])
      .joined(separator: "\n")
  }

  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
