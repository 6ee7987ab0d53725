/// Tables for people.
public enum TextTable {
  /// Lines up rows under their titles; nil when there is no row. Control characters, which a device may put into its
  /// own description, are shown as '?'.
  public static func render(_ titles: [String], _ rows: [[String]]) -> String? {
    guard !rows.isEmpty else { return nil }
    let cells = [titles] + rows.map { $0.map(printable) }
    let widths = titles.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += (cell.isEmpty ? "-" : cell) + String(repeating: " ", count: width - max(1, cell.count) + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }

  /// A text without control characters.
  static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}
