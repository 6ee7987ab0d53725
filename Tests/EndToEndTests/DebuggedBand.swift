import Foundation
import Programs
import Testing

/// A band that a debugger controls; ended when it is let go of.
final class DebuggedBand {
  private let process: ChildProcess
  private let folder: String
  /// The port of the debugger.
  let port: Int

  /// Starts an image and waits until it can be debugged.
  init(_ arguments: [String] = ["--for", "1d"], image: String = Bandbox.band) throws {
    folder = try Programs.temporaryFolder()
    let options = ["--gdb", "0", "--quiet", "--report", folder + "/report.json"]
    process = try ChildProcess(try Programs.environment("BANDBOX_BIN"), ["run", image] + options + arguments)
    port = try process.waitFor("the announcement of the debugger's port") { [process] in
      let line = (process.output + process.errors).split(separator: "\n").first { $0.contains(#""event":"gdb""#) }
      return line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0.dropLast()) }
    }
  }

  deinit {
    process.send(SIGKILL)
    _ = try? process.wait()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// What the client of our own prints in one of its cases.
  func peer(_ name: String, _ more: [String] = []) throws -> String {
    let finished = try Programs.run(try Programs.client("python"), [DebuggedBand.script, "\(port)", name] + more)
    #expect(finished.status == 0, "\(finished.errors)")
    return finished.output
  }

  private static let script = Bandbox.root + "/Tests/EndToEndTests/Clients/gdb_peer.py"

  /// What GDB prints that performs these commands.
  func gdb(_ commands: [String], image: String = Bandbox.band) throws -> String {
    let all = ["set pagination off", "set confirm off", "target remote :\(port)"] + commands
    let finished = try Programs.run(
      "/usr/bin/gdb-multiarch", ["-nx", "-q", "-batch"] + all.flatMap { ["-ex", $0] } + [image])
    return finished.output + finished.errors
  }

  /// What the run has said on standard error.
  var errors: String { process.errors }

  /// Waits for the run's end.
  func end() throws -> (status: Int32, output: String) { (try process.wait(), process.output) }

  /// The report of a run that goes on to its end.
  func report() throws -> RunReport {
    #expect(try process.wait() == 0, "\(process.errors)")
    return try RunReport(FileManager.default.contents(atPath: folder + "/report.json") ?? Data())
  }
}
