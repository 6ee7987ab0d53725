import Foundation
import Programs
import Synchronization
import Testing

/// A band running in real time with a pty, for clients to talk to; ended by `stop`.
final class LiveBand {
  private let process: ChildProcess
  private let folder: String
  /// The port's stable name.
  let port: String
  /// What it printed on standard error, once it has stopped.
  private(set) var errors = ""

  /// Starts the band's firmware, or what the flash of `arguments` holds, and waits for the line that announces the port.
  init(
    _ arguments: [String] = [], image: String? = Bandbox.band, wear: String = "none", environment: [String] = []
  ) throws {
    folder = try Programs.temporaryFolder()
    port = folder + "/band"
    let options = ["--link", port, "--report", folder + "/report.json", "--wear", wear]
    process = try ChildProcess(
      try Programs.environment("BANDBOX_BIN"), ["run"] + [image].compactMap(\.self) + options + arguments,
      environment: environment)
    let text = try process.waitFor("the announcement of the port") { [process] in
      let text = process.output
      return text.contains("\"event\":\"link\"") ? text : nil
    }
    #expect(text.contains("connected to pseudotty: /dev/pts/"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Looks until something is so; throws where the band ends before, or it is not so in time.
  func waitFor(_ what: String, _ isSo: () throws -> Bool) throws {
    try process.waitFor(what) { try isSo() ? () : nil }
  }

  /// Ends the band as Ctrl-C does and returns its report.
  func stop() throws -> RunReport {
    process.send(SIGINT)
    let status = try process.wait()
    errors = process.errors
    #expect(status == 130)
    return try RunReport(FileManager.default.contents(atPath: folder + "/report.json") ?? Data())
  }

  /// Ends the band as SIGKILL does, in the middle of whatever it does.
  func kill() throws {
    process.send(SIGKILL)
    try process.wait()
  }

  /// Runs a Python program with the clients' environment; the port is its first argument.
  func python(_ program: String) throws -> Finished {
    try Programs.run(try Programs.client("python"), ["-c", program, port])
  }
}
