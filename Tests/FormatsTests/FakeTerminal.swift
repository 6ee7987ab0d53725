import Formats

/// Understands as much of a terminal's language as `TerminalScreen` speaks, and refuses the rest.
struct FakeTerminal {
  private(set) var cells: [[Character]]
  private var row = 0
  private var column = 0
  /// How many visible characters were written.
  private(set) var written = 0
  /// Sequences and characters that it does not know, or text beyond its edge.
  private(set) var faults: [String] = []

  init(columns: Int, rows: Int) {
    cells = Array(repeating: Array(repeating: "?", count: columns), count: rows)
  }

  /// The lines that stand on it, without blanks at their ends. The second half of a wide character is U+FFFF.
  var lines: [String] {
    cells.map { row in
      let end = (row.lastIndex { $0 != " " } ?? -1) + 1
      return String(row[..<end].filter { $0 != "\u{FFFF}" })
    }
  }

  mutating func write(_ text: String) {
    var rest = Substring(text)
    while let character = rest.popFirst() {
      guard character == "\u{1B}" else {
        put(character)
        continue
      }
      guard rest.popFirst() == "[" else { return faults.append("ESC \(rest)") }
      let numbers = rest.prefix { $0.isNumber || $0 == ";" }.split(separator: ";").compactMap { Int($0) }
      rest = rest.drop { $0.isNumber || $0 == ";" }
      switch (rest.popFirst(), numbers) {
      case ("H", []): (row, column) = (0, 0)
      case ("H", let at) where at.count == 2: (row, column) = (at[0] - 1, at[1] - 1)
      case ("J", [2]): cells = cells.map { $0.map { _ in " " } }
      case ("K", []): for place in column..<cells[row].count { cells[row][place] = " " }
      case (let end, _): faults.append("\(numbers) \(end.map(String.init) ?? "")")
      }
    }
  }

  private mutating func put(_ character: Character) {
    let width = TextWidth.of(character)
    guard cells.indices.contains(row), column + width <= cells[row].count else {
      return faults.append("\(character) at \(row), \(column)")
    }
    cells[row][column] = character
    if width == 2 { cells[row][column + 1] = "\u{FFFF}" }
    column += width
    written += 1
  }
}
