import Foundation
import Machine
import Testing
@testable import Session

/// The band's firmware, with things broken on purpose.
@Suite struct FaultLabTests {
  private static let image = Repository.root + "/firmware-images/band/band.elf"

  private func run(
    _ faults: String?, seconds: UInt64 = 5, _ change: (inout RunOptions) -> Void = { _ in }
  ) throws -> RunOutcome {
    var options = RunOptions(imagePath: Self.image)
    options.duration = .seconds(seconds)
    options.wear = .none
    options.faults = faults
    // The band greets whoever plugs it in.
    options.givenInputs = [TimedInput(.seconds(1), .cable(true))]
    change(&options)
    let runner = try Runner(options)
    runner.start()
    return try runner.join().get()
  }

  /// What the band says, as the host reads it, and when the first byte came.
  private func heard(_ faults: String?) throws -> (text: [UInt8], first: Tick) {
    let path = FileManager.default.temporaryDirectory.path + "/faults-\(UUID().uuidString).rec"
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = try run(faults) { $0.recordPath = path }
    let answers = try SessionRecording(path: path).answers
    return (answers.flatMap(\.value.bytes), answers.first?.stamp.time ?? 0)
  }

  @Test func charactersAreBroken() throws {
    let good = try heard(nil)
    #expect(good.text.count > 20)
    #expect(try heard("wire to-host lose 1").text.isEmpty)
    #expect(try heard("wire to-band lose 1").text == good.text)
    let doubled = try heard("wire both double 1").text
    #expect(doubled == good.text.flatMap { [$0, $0] })
    let flipped = try heard("wire to-host flip 1").text
    #expect(flipped.count == good.text.count)
    #expect(zip(flipped, good.text).allSatisfy { ($0 ^ $1).nonzeroBitCount == 1 })
    let late = try heard("wire to-host delay 1 by 5ms")
    #expect(late.text == good.text && late.first > good.first + .milliseconds(5))
  }

  @Test func theReportCountsThem() throws {
    let report = try run("wire to-host flip 0.5 ; accelerometer stuck").report
    let faults = try #require(report.faults)
    #expect(faults.map(\.fault) == ["wire to-host flip 0.5", "accelerometer stuck"])
    #expect((5...60).contains(try #require(faults[0].count)) && faults[1].count == nil)
    #expect(try run(nil).report.faults == nil)
  }

  @Test func aSeedBreaksTheSameThings() throws {
    let faults = "wire both flip 0.1 ; flash rot every 1s ; accelerometer noisy 100"
    let digests = try [UInt64(1), 1, 2].map { seed in try run(faults) { $0.seed = seed }.report.digest }
    #expect(digests[0] == digests[1] && digests[1] != digests[2])
  }

  @Test func aRecordingBringsItsFaults() throws {
    let path = FileManager.default.temporaryDirectory.path + "/faults-\(UUID().uuidString).rec"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let faults = "wire both flip 0.3;flash rot every 1s at 0x98000-0xff000"
    let recorded = try run(faults) { $0.recordPath = path }
    let outcome = try {
      let runner = try Runner(try RunOptions(replaying: path))
      runner.start()
      return try runner.join().get()
    }()
    #expect(outcome.replay?.divergence == nil)
    #expect(outcome.report.digest == recorded.report.digest && outcome.report.faults?.count == 2)
  }

  @Test func aStuckAccelerometerCountsNoSteps() throws {
    func steps(_ faults: String?) throws -> (counted: UInt32, walked: Int) {
      let report = try run(faults, seconds: 70) {
        $0.wear = .walk(stepsPerMinute: 110)
        $0.givenInputs = []
      }.report
      return (report.statistics["steps"] ?? 0, report.trueSteps ?? 0)
    }
    let good = try steps(nil)
    #expect(good.counted > 100 && good.walked > 120)
    let stuck = try steps("accelerometer stuck")
    #expect(stuck.counted == 0 && stuck.walked == good.walked)
    #expect(try steps("accelerometer absent from 5s").counted < 20)
  }

  @Test func aFastCrystalMakesTheBandsSecondsShort() throws {
    func uptime(_ faults: String?) throws -> Int {
      Int(try run(faults, seconds: 3_000) { $0.givenInputs = [] }.report.statistics["uptime_s"] ?? 0)
    }
    // The band looks at its clock when the accelerometer wakes it, every six seconds.
    let exact = try uptime(nil)
    #expect((2_990...3_000).contains(exact))
    #expect((2...9).contains(try uptime("clock xtal32k +1000") - exact))
  }

  @Test func bitsRotAtTheirRate() throws {
    let report = try run("flash rot every 1s at 0xa0000-0xa1000 from 1s until 4s").report
    #expect(report.faults?.first?.count == 3)
  }
}
