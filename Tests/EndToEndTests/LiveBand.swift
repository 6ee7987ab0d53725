import Foundation
import Synchronization
import Testing

/// A band running in real time with a pty, for clients to talk to; ended by `stop`.
final class LiveBand {
  private let process = Process()
  private let folder: String
  /// The port's stable name.
  let port: String
  /// What it printed on standard error, once it has stopped.
  private(set) var errors = ""

  /// Starts the band's firmware, or what the flash of `arguments` holds, and waits for the line that announces the port.
  init(_ arguments: [String] = [], image: String? = Bandbox.band, wear: String = "none") throws {
    folder = try Bandbox.temporaryFolder()
    port = folder + "/band"
    process.executableURL = URL(fileURLWithPath: try Bandbox.environment("BANDBOX_BIN"))
    let options = ["--link", port, "--report", folder + "/report.json", "--wear", wear]
    process.arguments = ["run"] + [image].compactMap(\.self) + options + arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    _ = FileManager.default.createFile(atPath: folder + "/errors", contents: nil)
    process.standardError = FileHandle(forWritingAtPath: folder + "/errors")
    try process.run()
    // The announcement is the first thing printed; reading ends with it, or with the process.
    var text = ""
    while !text.contains("\"event\":\"link\"") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw Bandbox.Missing(description: "the band ended before it announced its port: \(text)") }
      text += String(decoding: data, as: UTF8.self)
    }
    #expect(text.contains("connected to pseudotty: /dev/pts/"))
    // What follows is not read: it must not block the band.
    output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
  }

  /// Ends the band as Ctrl-C does and returns its report.
  func stop() throws -> RunReport {
    process.interrupt()
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    errors = String(decoding: FileManager.default.contents(atPath: folder + "/errors") ?? Data(), as: UTF8.self)
    #expect(process.terminationStatus == 130)
    return try RunReport(FileManager.default.contents(atPath: folder + "/report.json") ?? Data())
  }

  /// Ends the band as SIGKILL does, in the middle of whatever it does.
  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs a Python program with the clients' environment; the port is its first argument.
  func python(_ program: String) throws -> Finished {
    try Bandbox.execute(try Bandbox.client("python"), ["-c", program, port])
  }
}
