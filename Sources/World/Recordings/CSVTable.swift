import Machine

/// The numbers of a CSV file: columns wanted by name, separated by commas, semicolons, tabs or spaces.
struct CSVTable {
  /// A column to look for.
  struct Column {
    /// The title that messages name, and the first of `names`.
    var title: String
    /// Whether a file must have it.
    var isRequired = true
    /// How well a title fits, from 0 for best; nil when it does not.
    var fit: (ColumnTitle) -> Int?

    init(_ names: [String], isRequired: Bool = true) {
      title = names[0]
      self.isRequired = isRequired
      fit = { names.firstIndex(of: $0.name) }
    }

    init(_ title: String, fit: @escaping (ColumnTitle) -> Int?) {
      self.title = title
      self.fit = fit
    }
  }

  /// One line of the file.
  struct Row {
    /// Line number in the file, from 1.
    var line: Int
    /// The wanted columns, in the wanted order; `nil` for an optional one that the file does not have.
    var values: [Double?]
  }

  private(set) var rows: [Row] = []
  /// The titles of the wanted columns; none where the file has no header or not the column.
  private(set) var titles: [ColumnTitle?] = []
  /// The line of the header, or the first one where there is none.
  private(set) var headerLine = 1

  /// Reads the wanted columns. Others are left out, and so are empty lines and lines that begin with `#`. A file without a
  /// header has just the required columns.
  ///
  /// Throws a `RecordingError` that names `name`, the line, and what was expected.
  init(_ text: String, name: String, columns wanted: [Column]) throws(RecordingError) {
    let required = wanted.filter(\.isRequired)
    let expected = required.map(\.title).joined(separator: ",")
    var places: [Int?]?
    var separator: Separator?
    var line = 0
    let content = text.unicodeScalars.first == "\u{FEFF}" ? Substring(text.unicodeScalars.dropFirst()) : Substring(text)
    for raw in content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      if raw.allSatisfy({ $0.isWhitespace || ",;".contains($0) }) || raw.drop(while: \.isWhitespace).hasPrefix("#") {
        continue
      }
      let kind = separator ?? Separator(of: raw)
      separator = kind
      let cells = kind.split(raw)
      guard let known = places else {
        headerLine = line
        let problem = "\(name):\(line): expected the header '\(expected)'"
        if cells.count == required.count, cells.allSatisfy({ kind.number($0) != nil }), hasMore(content, after: line) {
          places = CSVTable.bare(wanted)
          titles = wanted.map { _ in nil }
          rows.append(Row(line: line, values: try values(cells, places ?? [], wanted, kind, "\(name):\(line)")))
        } else {
          places = try find(wanted, cells.map { ColumnTitle($0) }, problem, "\(name):\(line)")
        }
        continue
      }
      rows.append(Row(line: line, values: try values(cells, known, wanted, kind, "\(name):\(line)")))
    }
    guard places != nil else { throw RecordingError("\(name): expected the header '\(expected)', found an empty file") }
    guard !rows.isEmpty else { throw RecordingError("\(name): expected at least one line of numbers below the header") }
  }

  /// Whether the first column of all rows rises, as times do.
  var rises: Bool {
    rows.count > 1 && zip(rows, rows.dropFirst()).allSatisfy { ($0.values[0] ?? 0) <= ($1.values[0] ?? 0) }
  }

  /// The places of the columns in a file without a header.
  private static func bare(_ wanted: [Column]) -> [Int?] {
    var next = 0
    return wanted.map { column in
      guard column.isRequired else { return nil }
      next += 1
      return next - 1
    }
  }

  private mutating func find(
    _ wanted: [Column], _ found: [ColumnTitle], _ problem: String, _ place: String
  ) throws(RecordingError) -> [Int?] {
    var places: [Int?] = []
    for column in wanted {
      let fits = found.indices.compactMap { index in column.fit(found[index]).map { (rank: $0, index: index) } }
      guard let best = fits.map(\.rank).min() else {
        guard !column.isRequired else {
          throw RecordingError("\(problem), found '\(found.map(\.text).joined(separator: ",").prefix(60))'")
        }
        places.append(nil)
        continue
      }
      let candidates = fits.filter { $0.rank == best }.map(\.index)
      guard candidates.count == 1 else {
        let names = candidates.map { "'\(found[$0].text)'" }.joined(separator: " and ")
        throw RecordingError("\(place): expected one column '\(column.title)', found \(names)")
      }
      places.append(candidates[0])
    }
    titles = places.map { $0.map { found[$0] } }
    return places
  }

  private func values(
    _ cells: [Substring], _ places: [Int?], _ wanted: [Column], _ separator: Separator, _ place: String
  ) throws(RecordingError) -> [Double?] {
    var values: [Double?] = []
    for (column, index) in zip(wanted, places) {
      guard let index else {
        values.append(nil)
        continue
      }
      guard index < cells.count else {
        throw RecordingError("\(place): expected a number for '\(column.title)', the line has \(cells.count) columns")
      }
      guard let value = separator.number(cells[index]) else {
        throw RecordingError("\(place): expected a number for '\(column.title)', found '\(cells[index])'")
      }
      values.append(value)
    }
    return values
  }
}

/// Whether a line with numbers follows.
private func hasMore(_ content: Substring, after line: Int) -> Bool {
  content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).dropFirst(line).contains { !$0.isEmpty }
}
