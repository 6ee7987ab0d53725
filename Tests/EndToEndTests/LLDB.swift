import Foundation
import Programs
import Testing

/// LLDB, where there is one that runs: that of the Swift toolchain, else one on the search path.
struct LLDB {
  private let path: String
  /// What it needs beside its own environment.
  private let environment: [String]
  /// Whether it can go back (version 21 and later).
  let goesBack: Bool

  /// `nil` where none runs; `reason` says why.
  static let installed: LLDB? = find()

  static let reason: Comment = """
    no LLDB runs here: that of the Swift toolchain needs the Python library that it was built with, and there is none on the search path
    """

  private static func find() -> LLDB? {
    let own = try? Programs.toolchain("lldb")
    let candidates = [(own, [])] + libraries.map { (own, ["LD_LIBRARY_PATH=\($0)"]) } + [("lldb", []), ("lldb-16", [])]
    for case (let path?, let environment) in candidates {
      guard let help = try? Programs.run(path, ["--batch", "-o", "help process continue"], environment: environment),
        help.status == 0
      else { continue }
      return LLDB(path: path, environment: environment, goesBack: help.output.contains("--reverse"))
    }
    return nil
  }

  /// Where the Python may be that the toolchain's was built with, on a distribution that has another one: pyenv's.
  private static var libraries: [String] {
    let root = ProcessInfo.processInfo.environment["PYENV_ROOT"] ?? NSHomeDirectory() + "/.pyenv"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root + "/versions")) ?? []
    return versions.filter { $0.hasPrefix("3.10") }.sorted().map { "\(root)/versions/\($0)/lib" }
  }

  /// What it prints that performs these commands at the port of a band.
  func perform(_ commands: [String], at port: Int, image: String) throws -> String {
    let all = ["gdb-remote 127.0.0.1:\(port)"] + commands
    let finished = try Programs.run(
      path, ["--no-lldbinit", "--batch"] + all.flatMap { ["-o", $0] } + [image], environment: environment)
    return finished.output + finished.errors
  }
}
