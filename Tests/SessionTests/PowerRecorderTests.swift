import Foundation
import Machine
import Testing
@testable import Session
@testable import Watchers

/// The band's firmware, recorded.
@Suite struct PowerRecorderTests {
  private static let image =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/firmware-images/band/band.elf"

  private func run(_ seconds: UInt64, _ change: (inout RunOptions) -> Void = { _ in }) throws -> RunOutcome {
    var options = RunOptions(imagePath: Self.image)
    options.duration = .seconds(seconds)
    change(&options)
    let runner = try Runner(options)
    runner.start()
    return try runner.join().get()
  }

  @Test func everyAccountAgreesToTheLastUnit() throws {
    let plain = try run(40)
    #expect(plain.recording == nil)
    let outcome = try run(40) { $0.recording = PowerRecordingOptions() }
    // Looking on changes nothing.
    #expect(outcome.report.digest == plain.report.digest)
    let recording = try #require(outcome.recording)
    let profile = try #require(recording.profile)
    let components = recording.components.reduce(Int128(0)) { $0 + $1.current.integral }
    let drawn = recording.fromCell.integral + recording.fromBus.integral - recording.charging.integral
    #expect(drawn == components)
    #expect(profile.total == components)
    let wakeups = recording.wakeups.awake.reduce(recording.wakeups.asleep.charge) { $0 + $1.charge }
    #expect(wakeups == components)
    let battery = outcome.report.battery
    #expect(recording.fromCell.integral == Int128(battery.chargeOut))
    #expect(recording.charging.integral == Int128(battery.chargeIn))
    #expect(profile.nodes.reduce(0) { $0 + $1.cycles } == outcome.report.cycles)
    #expect(recording.window == recording.range)
    let names = Set(profile.rows.map(\.name))
    #expect(names.isSuperset(of: ["thread", "Band.run", "sleep_without_flash", "[OLED off]"]))
  }

  @Test func aWindowHoldsItsChangesAndItsCharge() throws {
    let outcome = try run(30) {
      var options = PowerRecordingOptions()
      options.window = .seconds(10)..<(.seconds(20))
      $0.recording = options
    }
    let recording = try #require(outcome.recording)
    #expect(recording.window == .seconds(10)..<(.seconds(20)))
    let times = recording.log.changes.map(\.time)
    #expect(times.first == .seconds(10) && times == times.sorted())
    #expect(times.allSatisfy { $0 < .seconds(20) })
    let profile = try #require(recording.profile)
    // The profile begins and ends at the boundary of an instruction.
    #expect(profile.range.lowerBound >= .seconds(10) && profile.range.lowerBound < .milliseconds(10_001))
    #expect(profile.total > 0 && profile.total < recording.components.reduce(Int128(0)) { $0 + $1.current.integral })
  }

  @Test func theFilesOfARunAreThereAndRepeat() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/power-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a", "b"] {
      let outcome = try run(15) { $0.recording = PowerRecordingOptions() }
      let outputs = try PowerOutputs(folder: folder + "/" + name)
      let summary = try outputs.write(outcome, title: "A <test> & more")
      #expect(summary.contains("Charge by function"))
    }
    for name in PowerOutputs.names {
      let first = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/a/\(name)"))
      #expect(!first.isEmpty)
      // The report says how long the host took.
      if name == "report.json" { continue }
      #expect(first == FileManager.default.contents(atPath: "\(folder)/b/\(name)"), "\(name)")
    }
    let document = try String(contentsOfFile: folder + "/a/plot.svg", encoding: .utf8)
    #expect(document.contains("A &lt;test&gt; &amp; more") && document.contains("virtual time since power-on"))
  }

  @Test func windowsAreRead() {
    #expect(PowerRecordingOptions.parseWindow("1h..2h") == Tick.seconds(3_600)..<Tick.seconds(7_200))
    for wrong in ["", "1h", "1h..", "..1h", "2h..1h", "1h..1h", "1h...2h", "a..b"] {
      #expect(PowerRecordingOptions.parseWindow(wrong) == nil, "\(wrong)")
    }
  }
}
