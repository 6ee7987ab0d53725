import Foundation

/// What a finished program left behind.
struct Finished {
  var status: Int32
  /// Standard output and standard error, as they came.
  var text: String
}

/// Runs a program found through the search path, to its end.
func run(_ program: String, _ arguments: [String]) throws -> Finished {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Finished(status: process.terminationStatus, text: String(decoding: output, as: UTF8.self))
}

/// A program of the Python environment with the real clients, which `tools/check` makes.
func client(_ name: String) throws -> String {
  guard let folder = ProcessInfo.processInfo.environment["BANDBOX_VENV"] else { throw NoClients() }
  return folder + "/bin/" + name
}

struct NoClients: Error, CustomStringConvertible {
  var description: String {
    "BANDBOX_VENV is not set: run tools/check, which makes the Python environment with the real clients"
  }
}

/// A program of the Swift toolchain that is in use, wherever a version manager has put it.
func toolchain(_ name: String) throws -> String {
  struct Target: Decodable {
    struct Paths: Decodable { var runtimeResourcePath: String }
    var paths: Paths
  }
  let information = try run("swiftc", ["-print-target-info"])
  let target = try JSONDecoder().decode(Target.self, from: Data(information.text.utf8))
  return URL(filePath: target.paths.runtimeResourcePath).appending(path: "../../bin/" + name).standardized.path
}
