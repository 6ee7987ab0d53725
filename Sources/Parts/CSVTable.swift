import Machine

/// The numbers of a CSV file with one header line.
struct CSVTable {
  /// One line of the file.
  struct Row {
    /// Line number in the file, from 1.
    var line: Int
    /// The wanted columns, in the wanted order; `nil` for an optional one that the file does not have.
    var values: [Double?]
  }

  let rows: [Row]

  /// Reads the columns `required` and `optional`; each is a list of names it may have. Other columns are left out, and so
  /// are empty lines and lines that begin with `#`.
  ///
  /// Throws a `RecordingError` that names `name`, the line, and what was expected.
  init(_ text: String, name: String, required: [[String]], optional: [[String]] = []) throws(RecordingError) {
    var rows: [Row] = []
    var columns: [Int?]?
    let expected = required.map { $0[0] }.joined(separator: ",")
    var line = 0
    let content = text.unicodeScalars.first == "\u{FEFF}" ? Substring(text.unicodeScalars.dropFirst()) : Substring(text)
    for raw in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      let cells = raw.split(separator: ",", omittingEmptySubsequences: false).map { CSVTable.trimmed($0) }
      if cells.allSatisfy(\.isEmpty) || cells[0].hasPrefix("#") { continue }
      guard let known = columns else {
        columns = try CSVTable.columns(cells, required, optional, "\(name):\(line): expected the header '\(expected)'")
        continue
      }
      var values: [Double?] = []
      for (place, column) in known.enumerated() {
        guard let column else {
          values.append(nil)
          continue
        }
        let title = (required + optional)[place][0]
        guard column < cells.count else {
          throw RecordingError("\(name):\(line): expected a number for '\(title)', the line has \(cells.count) columns")
        }
        guard let value = Double(cells[column]), value.isFinite else {
          throw RecordingError("\(name):\(line): expected a number for '\(title)', found '\(cells[column])'")
        }
        values.append(value)
      }
      rows.append(Row(line: line, values: values))
    }
    guard columns != nil else {
      throw RecordingError("\(name): expected the header '\(expected)', found an empty file")
    }
    guard !rows.isEmpty else { throw RecordingError("\(name): expected at least one line of numbers below the header") }
    self.rows = rows
  }

  private static func columns(
    _ cells: [Substring], _ required: [[String]], _ optional: [[String]], _ problem: String
  ) throws(RecordingError) -> [Int?] {
    let titles = cells.map { $0.lowercased() }
    func place(_ names: [String]) -> Int? { titles.firstIndex { names.contains($0) } }
    let found = required.map(place)
    guard !found.contains(nil) else {
      throw RecordingError("\(problem), found '\(cells.joined(separator: ",").prefix(60))'")
    }
    return found + optional.map(place)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var part = text
    while part.first?.isWhitespace == true { part.removeFirst() }
    while part.last?.isWhitespace == true { part.removeLast() }
    return part
  }

  /// A time in seconds as ticks; throws where it is negative, above ten years, or before the line above.
  static func time(
    _ seconds: Double, after last: Tick?, name: String, line: Int
  ) throws(RecordingError) -> Tick {
    guard seconds >= 0, seconds < 315_576_000 else {
      throw RecordingError("\(name):\(line): expected seconds from 0 to ten years, found \(seconds)")
    }
    let time = Tick((seconds * Double(Tick.perSecond)).rounded())
    if let last, time < last {
      throw RecordingError("\(name):\(line): expected a time not before that of the line above, found \(seconds)")
    }
    return time
  }
}
