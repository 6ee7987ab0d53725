import Formats

extension BoardModel {
  /// Reads a board file. Throws `InputErrors` with everything that is wrong with it, a line each: file, line, column, what
  /// was expected, and the nearest right name.
  public init(path: String) throws {
    try self.init(parsing: try InputFile.text(path), path: path, isShipped: false)
  }

  /// Reads the text of the file at `path`.
  package init(parsing text: String, path: String, isShipped: Bool) throws {
    let reader = YAMLReader(path: path)
    let plan = reader.tree(text, expected: "a board").flatMap {
      BoardFileReader(reader, isShipped: isShipped).board($0)
    }
    guard reader.problems.isEmpty, let plan else {
      let lines = reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }.map(\.description)
      throw InputErrors(lines.isEmpty ? ["\(path):1:1: expected a board"] : lines)
    }
    self.init(plan, text: text, path: isShipped ? nil : path)
  }
}
