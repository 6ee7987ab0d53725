import Foundation

/// The programs that tests run beside ours: real clients, Python, the toolchain.
package enum Programs {
  /// A variable of the environment that tools/check makes.
  package static func environment(_ name: String) throws -> String {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
      throw Missing(description: "\(name) is not set: run these tests through tools/check")
    }
    return value
  }

  /// A program of the Python environment with the real clients.
  package static func client(_ name: String) throws -> String { try environment("BANDBOX_VENV") + "/bin/" + name }

  /// A program of the Swift toolchain that is in use, wherever a version manager has put it.
  package static func toolchain(_ name: String) throws -> String {
    struct Target: Decodable {
      struct Paths: Decodable { var runtimeResourcePath: String }
      var paths: Paths
    }
    let information = try run("swiftc", ["-print-target-info"])
    let target = try JSONDecoder().decode(Target.self, from: Data(information.output.utf8))
    return URL(filePath: target.paths.runtimeResourcePath).appending(path: "../../bin/" + name).standardized.path
  }

  /// Runs a program, which is found through the search path where it has no folder, to its end. `input` is what its standard
  /// input holds.
  package static func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String] = []
  ) throws -> Finished {
    try inFolder { folder in
      var source = "/dev/null"
      if !input.isEmpty {
        source = folder + "/input"
        try Data(input).write(to: URL(fileURLWithPath: source))
      }
      return try ChildProcess(program, arguments, input: source, environment: environment).finish()
    }
  }

  /// Calls `body` with a new folder that goes afterwards.
  package static func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// A new folder for a test's files.
  package static func temporaryFolder() throws -> String {
    let path = NSTemporaryDirectory() + "bandbox-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
