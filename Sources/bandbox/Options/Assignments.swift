import Formats

/// What `--set NAME=VALUE` gave, by name; the last of a name counts.
enum Assignments {
  /// Throws for a text without a name.
  static func parse(_ texts: [String]) throws(InputError) -> [String: String] {
    var values: [String: String] = [:]
    for text in texts {
      guard let place = text.firstIndex(of: "="), place > text.startIndex else {
        throw InputError("--set: expected NAME=VALUE, found '\(text)'")
      }
      values[String(text[..<place])] = String(text[text.index(after: place)...])
    }
    return values
  }
}
