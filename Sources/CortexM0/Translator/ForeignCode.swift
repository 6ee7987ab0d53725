/// Executes generated code of another instruction set than the host's, so that it can be tested here.
package protocol ForeignCode: AnyObject {
  /// What is called as generated code is.
  typealias Entry = @convention(c) (_ context: UnsafeMutableRawPointer, _ slot: UnsafeMutableRawPointer) -> Void

  var instructionSet: InstructionSet { get }

  /// What executes for a context; `wayIn` is where its generated code begins.
  func entry(_ context: UnsafeMutableRawPointer, wayIn: UnsafeRawPointer) -> Entry

  /// Code was written to these bytes.
  func publish(_ code: UnsafeRawBufferPointer)
}
