/// The name that a person probably meant.
public enum Suggestion {
  /// The name nearest to a misspelt one, where one is near enough: up to a third of its letters differ.
  public static func nearest(to name: String, among names: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    return names.map { (distance(Array(name.lowercased()), Array($0.lowercased())), $0) }
      .filter { $0.0 <= limit }.min { ($0.0, $0.1) < ($1.0, $1.1) }?.1
  }

  /// ` (did you mean 'X'?)`, or nothing.
  public static func hint(_ name: String, among names: some Sequence<String>) -> String {
    nearest(to: name, among: names).map { " (did you mean '\($0)'?)" } ?? ""
  }

  /// ` (did you mean 'X'?)`, or `, expected one of X, Y` where none is near enough.
  public static func choice(_ name: String, among names: some Collection<String>) -> String {
    nearest(to: name, among: names).map { " (did you mean '\($0)'?)" }
      ?? ", expected one of \(names.joined(separator: ", "))"
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for (i, letter) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
