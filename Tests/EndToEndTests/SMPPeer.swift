import Foundation
import Testing

/// A device made of the public Python package `smp`, in a process of its own (Clients/smp_peer.py).
final class SMPPeer {
  private let process = Process()
  private let folder: String
  private let output = Pipe()
  private var text = ""
  /// Its serial port.
  let port: String
  /// Its UDP port, where it has one.
  private(set) var udp = 0

  /// Starts it and waits until it serves.
  init(_ arguments: [String] = []) throws {
    folder = try Bandbox.temporaryFolder()
    port = folder + "/peer"
    process.executableURL = URL(fileURLWithPath: try Bandbox.client("python"))
    process.arguments = [Bandbox.root + "/Tests/EndToEndTests/Clients/smp_peer.py", port] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    let event = try waitFor("serving")
    udp = event["port"] as? Int ?? 0
  }

  deinit {
    // Children of a test's thread inherit its mask, which blocks the gentle signals.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    if process.isRunning { process.waitUntilExit() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The next event of a kind; others before it are passed over.
  func waitFor(_ event: String) throws -> [String: Any] {
    while true {
      while let end = text.firstIndex(of: "\n") {
        let line = text[..<end]
        text = String(text[text.index(after: end)...])
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        if object["event"] as? String == event { return object }
      }
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw Bandbox.Missing(description: "the peer ended before it told of '\(event)'") }
      text += String(decoding: data, as: UTF8.self)
    }
  }

  /// Runs `bandbox` with arguments and its port.
  func bandbox(_ arguments: [String]) throws -> Finished {
    try Bandbox.run(arguments + (udp > 0 ? ["--udp", "127.0.0.1:\(udp)"] : ["--port", port]))
  }
}
