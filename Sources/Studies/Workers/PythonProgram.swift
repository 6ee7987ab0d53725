import Formats
import Foundation

/// Programs of ours in Python, for what only Python's packages do.
enum PythonProgram {
  /// A process that runs `program` with `python`, a path or a name on PATH.
  static func process(_ python: String, _ program: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "-c", program] + arguments
    return process
  }

  /// Starts it. Throws one line where that cannot be.
  static func start(_ process: Process) throws(InputError) {
    do { try process.run() } catch {
      throw InputError("\(process.executableURL?.path ?? "python"): cannot be started: \(error.localizedDescription)")
    }
  }

  /// Runs it to its end. Throws the last line that it said on standard error where it fails.
  static func run(_ python: String, _ program: String, _ arguments: [String]) throws(InputError) {
    let process = process(python, program, arguments)
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardError = errors
    try start(process)
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw InputError(
        said.split(separator: "\n").last.map(String.init) ?? "\(python): status \(process.terminationStatus)")
    }
  }
}
