/// What stands on a terminal, cell by cell, so that only what changed is written again.
public struct TerminalScreen {
  /// So few unchanged cells between two changed ones are cheaper to write again than to jump over.
  private static let shortestJump = 5
  private static let blank: Character = " "

  /// Width in cells.
  public private(set) var columns: Int
  /// Height in cells.
  public private(set) var rows: Int
  /// `nil` in the second cell of a wide character.
  private var cells: [[Character?]] = []
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
  /// Lines and columns beyond the screen are left out.
  public mutating func show(_ lines: [String]) -> String {
    var output = ""
    if isUnknown {
      output = "\u{1B}[H\u{1B}[2J"
      cells = Array(repeating: Array(repeating: TerminalScreen.blank, count: columns), count: rows)
      isUnknown = false
    }
    for row in 0..<rows {
      let wanted = split(row < lines.count ? lines[row] : "")
      if wanted == cells[row] { continue }
      output += change(row, to: wanted)
      cells[row] = wanted
    }
    return output
  }

  private func split(_ line: String) -> [Character?] {
    var found: [Character?] = []
    found.reserveCapacity(columns)
    for character in line {
      let width = TextWidth.of(character)
      if found.count + width > columns { break }
      if width > 0 { found.append(character) }
      if width > 1 { found.append(nil) }
    }
    return found + Array(repeating: TerminalScreen.blank, count: columns - found.count)
  }

  private func change(_ row: Int, to wanted: [Character?]) -> String {
    let old = cells[row]
    let isBlank = { (cell: Character?) in cell == TerminalScreen.blank }
    // Blanks at the end are cleared in one go, where there was something.
    let end = (wanted.lastIndex { !isBlank($0) } ?? -1) + 1
    var output = ""
    var column = 0
    while let first = (column..<max(end, column)).first(where: { wanted[$0] != old[$0] }) {
      var last = first
      var next = first + 1
      while next < end, next - last <= TerminalScreen.shortestJump {
        if wanted[next] != old[next] { last = next }
        next += 1
      }
      output += place(row, first) + String(wanted[first...last].compactMap(\.self))
      column = last + 1
    }
    if old[end...].contains(where: { !isBlank($0) }) { output += place(row, end) + "\u{1B}[K" }
    return output
  }

  private func place(_ row: Int, _ column: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }
}
