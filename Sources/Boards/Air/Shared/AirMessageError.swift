/// What is wrong with a message, and what was expected.
struct AirMessageError: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ what: String, expected: String) { description = "\(what); expected \(expected)" }
}
