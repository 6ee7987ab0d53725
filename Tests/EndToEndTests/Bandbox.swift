import Foundation
import Programs
import Testing

/// The built command and the repository it was built from.
enum Bandbox {
  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  /// The band's firmware.
  static let band = root + "/firmware-images/band/band.elf"

  /// Runs the `bandbox` command.
  static func run(_ arguments: [String], environment: [String] = []) throws -> Finished {
    try Programs.run(try Programs.environment("BANDBOX_BIN"), arguments, environment: environment)
  }

  /// Runs a script of bash; the command is "$BB" in it and `arguments` are "$1" and so on.
  static func shell(_ script: String, _ arguments: String...) throws -> Finished {
    let binary = try Programs.environment("BANDBOX_BIN")
    return try Programs.run("/bin/bash", ["-c", "BB=$1; shift; \(script)", "bash", binary] + arguments)
  }

  /// Runs an image quietly and returns its report.
  static func report(_ arguments: [String], of image: String = band, environment: [String] = []) throws -> RunReport {
    try Programs.inFolder { folder in
      let path = folder + "/report.json"
      let finished = try run(["run", image, "--quiet", "--report", path] + arguments, environment: environment)
      guard let data = FileManager.default.contents(atPath: path) else {
        throw Missing(description: "no report, status \(finished.status): \(finished.errors)")
      }
      return try RunReport(data)
    }
  }
}
