import Foundation
import Programs
import Testing

/// `bandbox smp` against a device that is not ours.
@Suite struct SMPCommandTests {
  @Test func asksForEverything() throws {
    // Logs, noise, broken frames and late answers around every answer.
    let peer = try SMPPeer(["--chatty"])
    func check(_ arguments: [String], prints text: String, status: Int32 = 0) throws {
      let finished = try peer.bandbox(["smp"] + arguments)
      #expect(
        finished.status == status && (finished.output + finished.errors).contains(text),
        "\(arguments): \(finished)")
    }
    try check(["echo", "hello"], prints: "hello   ")
    try check(["echo", String(repeating: "long ", count: 190)], prints: "long long")
    try check(["params"], prints: "buffers     2 of 1024 bytes")
    try check(["info", "nv"], prints: "Peer nv")
    try check(["datetime"], prints: "RTC_NOT_SET, os error 4", status: 1)
    try check(["datetime", "2026-11-21T03:04:05"], prints: "2026-11-21T03:04:05")
    try check(["datetime", "2026-02-30T03:04:05"], prints: "expected a time such as", status: 2)
    try check(["stats"], prints: "power     uptime_ms   4886718345")
    try check(["stats", "nothing"], prints: "INVALID_GROUP, statistics error 2", status: 1)
    try check(["settings"], prints: "band/goal         8000        -     401f0000")
    try check(["settings", "band/goal", "9000", "--save"], prints: "band/goal  9000")
    _ = try peer.waitFor("saved")
    try check(["settings", "band/goal", "4294967296"], prints: "at most 4 bytes", status: 2)
    try check(["settings", "band/goal", "--delete"], prints: "band/goal  8000")
    try check(["settings", "band/name", "Neo"], prints: "4e656f")
    try check(["groups"], prints: "0      os mgmt  8")
    try check(["slots"], prints: "ENOTSUP, error 8", status: 1)
    #expect(try peer.bandbox(["smp", "erase"]).status == 0)
    try check(["erase", "--slot", "0"], prints: "NO_FREE_SLOT, image error 9", status: 1)
    try check(["state"], prints: "0      0     1.0.0    active, confirmed")
    try check(["state", "--test", "ff"], prints: "no image on the device has such a hash", status: 2)
  }

  @Test func answersInJSON() throws {
    let peer = try SMPPeer()
    for command in [["echo"], ["params"], ["info"], ["state"], ["stats"], ["settings"], ["groups"]] {
      let finished = try peer.bandbox(["smp"] + command + ["--json"])
      #expect(finished.status == 0, "\(command): \(finished)")
      _ = try JSONSerialization.jsonObject(with: Data(finished.output.utf8))
    }
  }

  @Test func runsCommandLinesWithTheirStatus() throws {
    let peer = try SMPPeer()
    let good = try Bandbox.run(["smp", "shell", "--port", peer.port, "log", "-v", "on"])
    #expect(good.status == 0 && good.output == "log -v on\n", "\(good)")
    let bad = try Bandbox.run(["smp", "shell", "--port", peer.port, "fail"])
    #expect(bad.status == 3 && bad.output == "fail\n", "\(bad)")
  }

  @Test func downloadsAFile() throws {
    let peer = try SMPPeer(["--lossy", "4"])
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let finished = try peer.bandbox(["smp", "download", "/log/a", folder + "/a", "--timeout", "0.2"])
    let expected = Data((0..<9).flatMap { _ in (0...255).map { UInt8($0) } } + Array("end".utf8))
    #expect(finished.status == 0 && FileManager.default.contents(atPath: folder + "/a") == expected, "\(finished)")
    let missing = try peer.bandbox(["smp", "download", "/log/b", folder + "/b", "--timeout", "0.2"])
    #expect(missing.status == 1 && missing.errors.contains("FILE_NOT_FOUND, file error 3"), "\(missing)")
    #expect(!FileManager.default.fileExists(atPath: folder + "/b"))
  }

  @Test func speaksUDP() throws {
    let peer = try SMPPeer(["--udp", "--chatty"])
    let echo = try peer.bandbox(["smp", "echo", "over the net"])
    #expect(echo.status == 0 && echo.output.contains("over the net"), "\(echo)")
    let nobody = try Bandbox.run(["smp", "echo", "--udp", "127.0.0.1:1"])
    #expect(nobody.status == 1 && nobody.errors.contains("127.0.0.1:1: nobody listens there"), "\(nobody)")
  }

  @Test func tellsWhatIsWrongWithAPort() throws {
    let missing = try Bandbox.run(["smp", "echo", "--port", "no-such-band"])
    #expect(missing.status == 2 && missing.errors.contains("is no path, running band, VID:PID"), "\(missing)")
    let both = try Bandbox.run(["smp", "echo", "--port", "x", "--udp", "y"])
    #expect(both.status == 2, "\(both)")
    // Somebody is there and says nothing.
    let peer = try SMPPeer(["--lossy", "1"])
    let silent = try peer.bandbox(["smp", "echo", "--timeout", "0.1"])
    #expect(silent.status == 1 && silent.errors.contains("no answer to echo in 0.1 s, asked 3 times"), "\(silent)")
  }
}
