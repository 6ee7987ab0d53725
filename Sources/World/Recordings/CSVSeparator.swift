extension CSVTable {
  /// What stands between the cells of a line.
  enum Separator {
    case comma
    case semicolon
    case tab
    case spaces

    /// That of a file with this first line.
    init(of line: Substring) {
      self =
        line.contains(";") ? .semicolon : line.contains("\t") ? .tab : line.contains(",") ? .comma : .spaces
    }

    /// The cells of a line, without spaces and quotation marks around them.
    func split(_ line: Substring) -> [Substring] {
      let cells: [Substring]
      switch self {
      case .comma: cells = line.split(separator: ",", omittingEmptySubsequences: false)
      case .semicolon: cells = line.split(separator: ";", omittingEmptySubsequences: false)
      case .tab: cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      case .spaces: cells = line.split(whereSeparator: \.isWhitespace)
      }
      return cells.map { cell in
        var part = cell
        while let first = part.first, first.isWhitespace || first == "\"" { part.removeFirst() }
        while let last = part.last, last.isWhitespace || last == "\"" { part.removeLast() }
        return part
      }
    }

    /// The number in a cell. Where cells are not separated by commas, one may stand for the decimal point.
    func number(_ cell: Substring) -> Double? {
      let text = self == .comma ? cell : Substring(cell.replacing(",", with: "."))
      guard let value = Double(text), value.isFinite else { return nil }
      return value
    }
  }
}
