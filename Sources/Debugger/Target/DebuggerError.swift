/// What a client asked for and does not get: one line for a person.
struct DebuggerError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
