/// A place in the source that an instruction comes from: a function, or one that was inlined into it.
package struct SourceFrame: Equatable, Sendable {
  /// The function as the linker has it, or as the source where the file says no more.
  package var function: String
  /// The source file.
  package var file: String
  /// The line in it, from 1.
  package var line: Int
  /// The line in which the function begins; 0 where nobody knows.
  package var startLine: Int

  /// A place as a program that reads debug information names it.
  package init(function: String, file: String, line: Int, startLine: Int) {
    (self.function, self.file, self.line, self.startLine) = (function, file, line, startLine)
  }
}
