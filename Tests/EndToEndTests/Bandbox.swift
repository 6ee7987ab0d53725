import Foundation
import Testing

/// The built command and the repository it was built from.
enum Bandbox {
  /// Why a test could not begin.
  struct Missing: Error, CustomStringConvertible { let description: String }

  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  /// The band's firmware.
  static let band = root + "/firmware-images/band/band.elf"

  /// A file of the environment that tools/check makes.
  static func environment(_ name: String) throws -> String {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
      throw Missing(description: "\(name) is not set: run these tests through tools/check")
    }
    return value
  }

  /// An unmodified client from the Python environment.
  static func client(_ name: String) throws -> String { try environment("BANDBOX_VENV") + "/bin/" + name }

  /// Runs a program to its end.
  static func execute(_ program: String, _ arguments: [String], environment: [String] = []) throws -> Finished {
    let process = try ChildProcess(program, arguments, environment: environment)
    return Finished(status: try process.wait(), output: process.output, errors: process.errors)
  }

  /// Runs the `bandbox` command.
  static func run(_ arguments: [String], environment: [String] = []) throws -> Finished {
    try execute(try Self.environment("BANDBOX_BIN"), arguments, environment: environment)
  }

  /// Runs a script of bash; the command is "$BB" in it and `arguments` are "$1" and so on.
  static func shell(_ script: String, _ arguments: String...) throws -> Finished {
    let binary = try environment("BANDBOX_BIN")
    return try execute("/bin/bash", ["-c", "BB=$1; shift; \(script)", "bash", binary] + arguments)
  }

  /// Calls `body` with a new folder that goes afterwards.
  static func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Runs an image quietly and returns its report.
  static func report(_ arguments: [String], of image: String = band) throws -> RunReport {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/report.json"
    let finished = try run(["run", image, "--quiet", "--report", path] + arguments)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Missing(description: "no report, status \(finished.status): \(finished.errors)")
    }
    return try RunReport(data)
  }

  /// A new folder for a test's files.
  static func temporaryFolder() throws -> String {
    let path = NSTemporaryDirectory() + "bandbox-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
