/// A program that has ended.
package struct Finished {
  /// As a shell gives it: 128 and the signal's number where one ended it.
  package let status: Int32
  package let output: String
  package let errors: String

  /// Both of what it printed.
  package var text: String { output + errors }
}
