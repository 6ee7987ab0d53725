/// A place in the source that an instruction comes from: a function, or one that was inlined into it.
struct SourceFrame: Equatable, Sendable {
  /// The function as the linker has it, or as the source where the file says no more.
  var function: String
  /// The source file.
  var file: String
  /// The line in it, from 1.
  var line: Int
  /// The line in which the function begins; 0 where nobody knows.
  var startLine: Int
}
