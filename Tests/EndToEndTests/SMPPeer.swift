import Foundation
import Programs
import Testing

/// A device made of the public Python package `smp`, in a process of its own (Clients/smp_peer.py).
final class SMPPeer {
  private let process: ChildProcess
  private let folder: String
  private var linesRead = 0
  /// Its serial port.
  let port: String
  /// Its UDP port, where it has one.
  private(set) var udp = 0

  /// Starts it and waits until it serves.
  init(_ arguments: [String] = []) throws {
    folder = try Programs.temporaryFolder()
    port = folder + "/peer"
    process = try ChildProcess(
      try Programs.client("python"), [Bandbox.root + "/Tests/EndToEndTests/Clients/smp_peer.py", port] + arguments)
    let event = try waitFor("serving")
    udp = event["port"] as? Int ?? 0
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The next event of a kind; others before it are passed over.
  func waitFor(_ event: String) throws -> [String: Any] {
    try process.waitFor("the peer's '\(event)'") {
      // What stands behind the last line's end is not whole yet.
      let lines = process.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      for line in lines.dropFirst(linesRead) {
        linesRead += 1
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        if object["event"] as? String == event { return object }
      }
      return nil
    }
  }

  /// Runs `bandbox` with arguments and its port.
  func bandbox(_ arguments: [String]) throws -> Finished {
    try Bandbox.run(arguments + (udp > 0 ? ["--udp", "127.0.0.1:\(udp)"] : ["--port", port]))
  }
}
