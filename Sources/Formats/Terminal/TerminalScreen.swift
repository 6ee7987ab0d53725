/// What stands on a terminal, cell by cell, so that only what changed is written again.
public struct TerminalScreen {
  /// What a cell shows.
  private struct Cell: Equatable {
    /// `nil` in the second cell of a wide character.
    var character: Character?
    /// The SGR code of its colour; `nil` is the terminal's own.
    var color: Int?

    static let blank = Cell(character: " ")

    /// Whether a colour is to be seen there; the second cell of a wide character cannot be written by itself.
    var isVisible: Bool { character != nil && character != " " }
  }

  /// So few unchanged cells between two changed ones are cheaper to write again than to jump over.
  private static let shortestJump = 5

  /// Width in cells.
  public private(set) var columns: Int
  /// Height in cells.
  public private(set) var rows: Int
  private var cells: [[Cell]] = []
  /// Nobody knows what the terminal shows: at the start, after a resize, after another program.
  private var isUnknown = true

  /// A screen of this size with unknown contents.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 1)
    self.rows = max(rows, 1)
  }

  /// The terminal has another size; terminals rearrange what they show then, so all of it is drawn again.
  public mutating func resize(columns: Int, rows: Int) { self = TerminalScreen(columns: columns, rows: rows) }

  /// Something else has been drawn.
  public mutating func forget() { isUnknown = true }

  /// What to write so that the terminal shows these lines from its top left corner and nothing else; "" where it does.
  /// Lines and columns beyond the screen are left out. `colors` says which columns of a line have which colour, by the codes of
  /// ECMA-48 (SGR) for the foreground, such as 31 for red.
  public mutating func show(_ lines: [String], colors: ((String) -> [Int: Int])? = nil) -> String {
    var output = ""
    if isUnknown {
      output = "\u{1B}[H\u{1B}[2J"
      cells = Array(repeating: Array(repeating: .blank, count: columns), count: rows)
      isUnknown = false
    }
    for row in 0..<rows {
      let line = row < lines.count ? lines[row] : ""
      var wanted = split(line)
      for (column, color) in colors?(line) ?? [:] where wanted.indices.contains(column) && wanted[column].isVisible {
        wanted[column].color = color
      }
      if wanted == cells[row] { continue }
      output += change(row, to: wanted)
      cells[row] = wanted
    }
    return output
  }

  private func split(_ line: String) -> [Cell] {
    var found: [Cell] = []
    found.reserveCapacity(columns)
    for character in line {
      let width = TextWidth.of(character)
      if found.count + width > columns { break }
      if width > 0 { found.append(Cell(character: character)) }
      if width > 1 { found.append(Cell()) }
    }
    return found + Array(repeating: .blank, count: columns - found.count)
  }

  private func change(_ row: Int, to wanted: [Cell]) -> String {
    let old = cells[row]
    // Blanks at the end are cleared in one go, where there was something.
    let end = (wanted.lastIndex { $0 != .blank } ?? -1) + 1
    var output = ""
    var column = 0
    while let first = (column..<max(end, column)).first(where: { wanted[$0] != old[$0] }) {
      var last = first
      var next = first + 1
      while next < end, next - last <= TerminalScreen.shortestJump {
        if wanted[next] != old[next] { last = next }
        next += 1
      }
      output += place(row, first) + text(wanted[first...last])
      column = last + 1
    }
    if old[end...].contains(where: { $0 != .blank }) { output += place(row, end) + "\u{1B}[K" }
    return output
  }

  /// Cells from the cursor on; behind them the colour is the terminal's own again.
  private func text(_ cells: ArraySlice<Cell>) -> String {
    var output = ""
    var color: Int?
    for cell in cells {
      guard let character = cell.character else { continue }
      if cell.color != color { output += TerminalScreen.code(cell.color) }
      color = cell.color
      output.append(character)
    }
    return color == nil ? output : output + TerminalScreen.code(nil)
  }

  private static func code(_ color: Int?) -> String { "\u{1B}[\(color ?? 39)m" }

  private func place(_ row: Int, _ column: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }
}
