import Formats

extension Standard {
  /// Prints a value as JSON, which is UTF-8 in every locale.
  func printJSON(_ value: some Encodable) throws { write(Array((try Text.json(value) + "\n").utf8)) }
}
