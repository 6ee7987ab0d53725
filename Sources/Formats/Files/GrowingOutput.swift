import Glibc

/// An output that is written while the run goes on.
package final class GrowingOutput {
  private let path: String
  private var descriptor: Int32
  private let isStandardOutput: Bool

  /// Begins it, over what was there. Throws one line where it cannot be opened.
  package init(_ output: OutputFile) throws(InputError) {
    path = output.isStandardOutput ? "standard output" : output.path
    isStandardOutput = output.isStandardOutput
    descriptor = isStandardOutput ? -1 : try output.open()
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Adds to it.
  package func append(_ text: String) throws(InputError) { try append(Array(text.utf8)) }

  /// Adds bytes to it.
  package func append(_ bytes: [UInt8]) throws(InputError) {
    if isStandardOutput {
      guard !Standard.output.write(bytes), !Standard.output.hasLostReader else { return }
      throw failure(Standard.output.failure)
    } else if let number = Descriptors.write(bytes, to: descriptor) {
      throw failure(number)
    }
  }

  /// Ends it. Some file systems say only here that there was no room.
  package func close() throws(InputError) {
    guard descriptor >= 0 else { return }
    defer { descriptor = -1 }
    if Glibc.close(descriptor) != 0 { throw failure(errno) }
  }

  private func failure(_ number: Int32?) -> InputError { InputError("\(path): \(OutputFile.failure(number))") }
}
