import Foundation
import Programs
import Testing

/// What real, unmodified tools write just before they close the port, or are killed, arrives: as of a port on a desk.
@Suite(.serialized) struct ClosingTests {
  /// Tools that write a line and end; `PORT` stands for the port.
  private static let tools: [[String]] = [
    ["sh", "-c", "echo buzz > PORT"],
    ["python", "-c", "import serial; p = serial.Serial('PORT', 115200); p.write(b'buzz\\n'); p.flush(); p.close()"],
    ["python", "-c", "import os; os.write(os.open('PORT', os.O_WRONLY), b'buzz\\n'); os.kill(os.getpid(), 9)"],
    ["sh", "-c", "echo buzz | socat -u - FILE:PORT,b115200,raw"],
    ["sh", "-c", "echo buzz | dd of=PORT 2>/dev/null"],
  ]

  /// Asks for what the band answers, after everything that was written before.
  private static let ask = """
    import serial, sys
    port = serial.Serial(sys.argv[1], 115200, timeout=20)
    port.write(b'uptime\\n')
    print(port.read_until(b' s\\r\\n').decode())
    """

  private func use(_ tool: [String], _ port: String) throws -> Finished {
    let program = tool[0] == "python" ? try Programs.client("python") : "/bin/sh"
    return try Programs.run(program, tool.dropFirst().map { $0.replacingOccurrences(of: "PORT", with: port) })
  }

  /// What a recording holds up to now; nothing before it is there.
  private func events(_ recording: String) -> [(time: Int, what: String)] {
    let text = String(decoding: FileManager.default.contents(atPath: recording) ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let time = Int(words[0].split(separator: "+")[0]) else { return nil }
      return (time, String(words[1]))
    }
  }

  @Test(arguments: tools) func theLastLineArrives(_ tool: [String]) throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let band = try LiveBand(["--record", folder + "/session.rec"])
    _ = try use(tool, band.port)
    // The recording is written as it goes.
    try band.waitFor("the detach") { self.events(folder + "/session.rec").contains { $0.what == "detach" } }
    let answer = try band.python(Self.ask)
    #expect(answer.output.contains(" s"), "\(answer)")
    let report = try band.stop()
    let motor = report.rows.first { $0["component"] as? String == "motor" && $0["state"] as? String == "starting" }
    #expect(motor?["seconds"] as? Double ?? 0 > 0, "\(report.rows)")
    // Five characters of 10 bits at 115,200 baud had left before the cable was pulled out.
    let events = self.events(folder + "/session.rec")
    let sent = try #require(events.first { $0.what.hasPrefix("send") })
    #expect(sent.what == #"send "buzz\n""#)
    let detached = try #require(events.first { $0.what == "detach" })
    #expect(detached.time >= sent.time + 5 * 10 * 1_536_000_000 / 115_200)
  }

  @Test func manyToolsInARowLoseNothing() throws {
    let band = try LiveBand()
    let loop = try Programs.run("/bin/sh", ["-c", "for n in $(seq 30); do echo x$n > \(band.port); done"])
    #expect(loop.status == 0)
    let answer = try band.python(Self.ask)
    #expect(answer.output.contains(" s"), "\(answer)")
    let report = try band.stop()
    let link = try #require(report.json["link"] as? [String: Int])
    #expect(link["bytes_in"] == 9 * 3 + 21 * 4 + "uptime\n".count, "\(link)")
  }

  /// A client that attaches while nothing is held to real time, and is gone at once.
  @Test func atFullSpeedToo() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for speed in [["--speed", "max"], ["--speed", "max", "--free-running"]] {
      let recording = folder + "/\(speed.count).rec"
      let band = try LiveBand(speed + ["--record", recording])
      let tool = try use(Self.tools[0], band.port)
      #expect(tool.status == 0)
      // The recording is written as it goes.
      try band.waitFor("the detach") { events(recording).contains { $0.what == "detach" } }
      _ = try band.stop()
      let replayed = try Bandbox.run(["run", "--replay", recording])
      #expect(replayed.status == 0 && replayed.errors.contains("the same digest"), "\(replayed)")
      let sent = try #require(events(recording).first { $0.what.hasPrefix("send") })
      #expect(sent.what == #"send "buzz\n""#)
    }
  }
}
