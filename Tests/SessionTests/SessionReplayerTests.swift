import Boards
import Foundation
import Machine
import Testing
@testable import Session

/// Runs of the band's firmware that are recorded and repeated.
@Suite struct SessionReplayerTests {
  private static let image = Repository.root + "/firmware-images/band/band.elf"

  /// A new folder, removed with the value that holds it.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/recording-\(UUID().uuidString)"
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private func run(_ options: RunOptions, _ commands: [RunCommand] = []) throws -> RunOutcome {
    let runner = try Runner(options)
    for command in commands { runner.commands.post(command) }
    runner.start()
    return try runner.join().get()
  }

  /// A run of three seconds with keys pressed at its start, inputs from a file, and coefficients of its own.
  private func record(_ folder: Folder, _ change: (inout RunOptions) -> Void = { _ in }) throws -> RunOutcome {
    try Data("time,what,value\n1s,cable,in\n1.5s,walk,100\n2s,temperature,-3.5\n".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/events.csv"))
    var options = RunOptions(imagePath: Self.image)
    options.duration = .seconds(3)
    options.wear = .rest
    options.seed = 5
    options.startPercent = 60
    options.coefficients = [
      "DA14681.run": try #require(
        CoefficientFile.parse(
          "coefficients:\n  DA14681.run: 31\n", name: "c.yaml", of: BoardCatalogue.standard.coefficients)["DA14681.run"]
      )
    ]
    options.eventsPath = folder.path + "/events.csv"
    options.recordPath = folder.path + "/s.rec"
    change(&options)
    return try run(options, [.touch, .toggleWalk, .toggleCharger])
  }

  @Test func aRunIsRepeatedToTheDigest() throws {
    let folder = try Folder()
    let recorded = try record(folder)
    let outcome = try run(try RunOptions(replaying: folder.path + "/s.rec"))
    let replay = try #require(outcome.replay)
    #expect(replay.divergence == nil && replay.differences.isEmpty && replay.hasDigest && replay.isEnded)
    #expect(replay.events == 3 && replay.answers > 10)
    #expect(outcome.report.digest == recorded.report.digest)
    #expect(outcome.report.exit.reason == recorded.report.exit.reason)
  }

  @Test func recordingAndRepeatingChangeNothing() throws {
    let folder = try Folder()
    let recorded = try record(folder)
    #expect(try record(folder) { $0.recordPath = nil }.report.digest == recorded.report.digest)
    var options = try RunOptions(replaying: folder.path + "/s.rec")
    options.recordPath = folder.path + "/t.rec"
    _ = try run(options)
    let (first, second) = (folder.path + "/s.rec", folder.path + "/t.rec")
    #expect(try String(contentsOfFile: first, encoding: .utf8) == String(contentsOfFile: second, encoding: .utf8))
  }

  @Test func theFlashComesWithTheRecording() throws {
    let folder = try Folder()
    let flash = folder.path + "/flash"
    var used = [UInt8](repeating: 0xFF, count: 1 << 20)
    used.replaceSubrange(0x94010..<0x94020, with: repeatElement(0x5A, count: 16))
    try Data(used).write(to: URL(fileURLWithPath: flash))
    let recorded = try record(folder) { $0.flashPath = flash }
    try FileManager.default.removeItem(atPath: flash)
    let outcome = try run(try RunOptions(replaying: folder.path + "/s.rec"))
    #expect(outcome.replay?.divergence == nil)
    #expect(outcome.report.digest == recorded.report.digest)
    let size = try FileManager.default.attributesOfItem(atPath: folder.path + "/s.rec")[.size] as? Int
    #expect(try #require(size) < 8_000)
  }

  @Test func anotherSeedIsADifferenceAndDiverges() throws {
    let folder = try Folder()
    _ = try record(folder)
    var options = try RunOptions(replaying: folder.path + "/s.rec")
    options.seed = 6
    let replay = try #require(try run(options).replay)
    #expect(replay.differences == ["seed: recorded 5, now 6"])
    #expect(replay.divergence != nil)
  }

  @Test func anotherAnswerIsFoundAtItsByte() throws {
    let folder = try Folder()
    _ = try record(folder)
    let path = folder.path + "/s.rec"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").firstIndex { $0.contains("bandbox band 1") }) + 1
    try text.replacing("bandbox band 1", with: "bandbox bend 1").write(toFile: path, atomically: true, encoding: .utf8)
    let divergence = try #require(try run(try RunOptions(replaying: path)).replay?.divergence)
    #expect(divergence.line == line)
    #expect(
      divergence.what.contains("bandbox bend 1") && divergence.what.contains("it sent \"[07:00:00] bandbox band 1"),
      "\(divergence)")
  }

  @Test func aLaterEventDivergesAtTheNextCheck() throws {
    let folder = try Folder()
    _ = try record(folder)
    let path = folder.path + "/s.rec"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("\n0+1 walk 110\n"))
    try text.replacing("\n0+1 walk", with: "\n0.9s touch 200ms\n0+1 walk")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let divergence = try #require(try run(try RunOptions(replaying: path)).replay?.divergence)
    #expect(divergence.time >= .seconds(1) && divergence.time < .milliseconds(1_001))
    #expect(divergence.what.contains("CPU cycles were recorded"))
  }

  @Test func aRecordingWithoutAnEndIsRepeatedAsFarAsItGoes() throws {
    let folder = try Folder()
    _ = try record(folder)
    let path = folder.path + "/s.rec"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let cut = lines.prefix { !$0.contains(" end ") }
    try cut.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try run(try RunOptions(replaying: path))
    #expect(outcome.replay?.divergence == nil && outcome.replay?.hasDigest == false)
    #expect(outcome.report.virtualSeconds >= 2)
  }
}
