import Formats

/// Understands as much of a terminal's language as `TerminalScreen` speaks, and refuses the rest.
struct FakeTerminal {
  private(set) var cells: [[Character]]
  /// The SGR code of each cell's colour; 39 is the terminal's own.
  private(set) var colors: [[Int]]
  private var color = 39
  private var row = 0
  private var column = 0
  /// How many visible characters were written.
  private(set) var written = 0
  /// Sequences and characters that it does not know, or text beyond its edge.
  private(set) var faults: [String] = []

  init(columns: Int, rows: Int) {
    cells = Array(repeating: Array(repeating: "?", count: columns), count: rows)
    colors = Array(repeating: Array(repeating: 39, count: columns), count: rows)
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
      case ("J", [2]): for row in cells.indices { clear(row, from: 0) }
      case ("K", []): clear(row, from: column)
      case ("m", let codes) where codes.count == 1: color = codes[0]
      case (let end, _): faults.append("\(numbers) \(end.map(String.init) ?? "")")
      }
    }
  }

  private mutating func clear(_ row: Int, from column: Int) {
    for place in column..<cells[row].count { (cells[row][place], colors[row][place]) = (" ", color) }
  }

  private mutating func put(_ character: Character) {
    let width = TextWidth.of(character)
    guard cells.indices.contains(row), column + width <= cells[row].count else {
      return faults.append("\(character) at \(row), \(column)")
    }
    cells[row][column] = character
    colors[row][column] = color
    if width == 2 { cells[row][column + 1] = "\u{FFFF}" }
    column += width
    written += 1
  }
}
