import Testing

/// What a program said has these parts, each behind the one before.
func expectInOrder(_ parts: [String], in said: String, _ location: SourceLocation = #_sourceLocation) {
  var rest = said[...]
  for part in parts {
    guard let found = rest.range(of: part) else {
      Issue.record("'\(part)' is not in:\n\(rest)\n--- of ---\n\(said)", sourceLocation: location)
      return
    }
    rest = rest[found.upperBound...]
  }
}
