import Boards
import Foundation
import Machine
import Testing
@testable import Formats
@testable import Session
@testable import Watchers

/// The probe on the band's firmware.
@Suite struct CurrentProbeTests {
  private static let image = Repository.root + "/firmware-images/band/band.elf"

  private func run(_ change: (inout RunOptions) -> Void) throws -> RunOutcome {
    var options = RunOptions(imagePath: Self.image)
    options.duration = .seconds(20)
    options.wear = .walk(stepsPerMinute: 110)
    options.givenInputs = [TimedInput(.seconds(3), .touch(milliseconds: 150))]
    change(&options)
    let runner = try Runner(options)
    runner.start()
    return try runner.join().get()
  }

  /// The file's mean is the report's average without what flows inside the pack, and to measure changes nothing.
  @Test func measuresWhatPassesTheCellsLead() throws {
    let path = FileManager.default.temporaryDirectory.path + "/probe-\(UUID().uuidString).ppk2"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let plain = try run { _ in }
    let outcome = try run { $0.ppk2OutPath = path }
    #expect(outcome.report.digest == plain.report.digest)
    let archive = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    let packed = archive[18..<22].reversed().reduce(0) { $0 << 8 | Int($1) }
    let session = try #require(Zlib.decompress(archive[41..<41 + packed], as: .raw, limit: 6 * 2_000_001))
    // The run ends with the instruction that was under way at 20 s.
    #expect(session.count / 6 == 2_000_000)
    var sum = 0.0
    var signals: UInt16 = 0
    for start in stride(from: 0, to: session.count, by: 6) {
      let bits = session[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      sum += Double(Float(bitPattern: bits))
      signals |= UInt16(session[start + 4]) << 8 | UInt16(session[start + 5])
    }
    let mean = sum / 2_000_000
    let outside = outcome.report.chargeUah.filter {
      !["cell protection", "cell self-discharge"].contains($0.component)
    }
    let inside = outcome.report.chargeUah.filter { ["cell protection", "cell self-discharge"].contains($0.component) }
    let seen = outside.reduce(0) { $0 + $1.nanocoulombs }
    // nC over s are nA.
    #expect(abs(mean - Double(seen) / outcome.report.virtualSeconds / 1e3) < 1e-5 * mean)
    #expect(inside.reduce(0) { $0 + $1.nanocoulombs } > 0)
    // CPU, display and accelerometer were on and off, the rest was not used.
    #expect(signals & 0b11_00_00_00_00_00_11_11 == 0b11_00_00_00_00_00_11_11)
    #expect(signals & 0b00_11_11_11_11_00_00_00 == 0b00_01_01_01_01_00_00_00)
  }

  @Test func withoutTheCellTheBandStopsAndBootsAgain() throws {
    let outcome = try run {
      $0.givenInputs = [
        TimedInput(.seconds(5), .supply(.open)), TimedInput(.seconds(7), .supply(.bench(microvolts: 3_800_000))),
        TimedInput(.seconds(15), .supply(.cell)),
      ]
    }
    let unpowered = outcome.report.chargeUah.first { $0.component == "DA14681" && $0.state == "unpowered" }
    #expect(unpowered?.seconds == 2)
    #expect(outcome.report.exit.status == 0 && outcome.report.statistics["boots"] ?? 1 >= 1)
    let battery = outcome.report.battery
    let total = outcome.report.chargeUah.reduce(0) { $0 + $1.nanocoulombs }
    // Eight seconds of twenty came from the supply.
    #expect(Charge.nanocoulombs(try #require(Int128(battery.chargeOut))) < total)
  }
}
