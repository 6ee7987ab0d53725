import Foundation
import Machine
import StateComparison
import Testing

@testable import Session

/// However a run was cut, gone back to, or written to a file, it ends in the same state.
@Suite struct CheckpointTests {
  private struct Plan: Sendable, CustomTestStringConvertible {
    var image: String
    var end: Tick
    var moments: Int
    var inputs: [TimedInput] = []
    var testDescription: String { image }
  }

  private static let plans = [
    Plan(
      image: "band", end: .seconds(UInt64(75)), moments: 40,
      inputs: [
        TimedInput(.seconds(UInt64(9)), .touch(milliseconds: 400)), TimedInput(.seconds(UInt64(14)), .charger(true)),
        TimedInput(.seconds(UInt64(31)), .pin("P2_0", level: true)), TimedInput(.seconds(UInt64(40)), .charger(false)),
        TimedInput(.seconds(UInt64(45)), .walk(stepsPerMinute: 110)),
      ]),
    Plan(
      image: "band", end: .seconds(UInt64(30)), moments: 60,
      inputs: [
        TimedInput(.seconds(UInt64(3)), .activity(.walk(cadence: 110))),
        TimedInput(.seconds(UInt64(5)), .notification("One")), TimedInput(.seconds(UInt64(7)), .notification("Two")),
        TimedInput(.seconds(UInt64(8)), .notification("Three")),
        TimedInput(.seconds(UInt64(12)), .gesture(milliseconds: 3_000)), TimedInput(.seconds(UInt64(16)), .ship),
        TimedInput(.seconds(UInt64(20)), .notification("Lost")), TimedInput(.seconds(UInt64(24)), .charger(true)),
      ]),
    Plan(image: "rtos", end: .seconds(UInt64(2)), moments: 40),
    Plan(image: "never-confirms", end: .seconds(UInt64(4)), moments: 25),
    Plan(image: "watchdog-bite", end: .seconds(UInt64(8)), moments: 25),
  ]

  private func session(_ plan: Plan, from state: String? = nil) throws -> Session {
    var options = RunOptions(imagePath: Repository.root + "/firmware-images/\(plan.image)/\(plan.image).elf")
    options.snapshotInPath = state
    options.givenInputs = plan.inputs
    return try Session.alone(options)
  }

  private func state(_ session: Session) throws -> Data {
    try SnapshotFile.encode(session.emulation.snapshot, header: session.header)
  }

  /// The same state, and where it is not, the first place that differs.
  private func expectEqual(_ found: Data, _ expected: Data, _ how: String) {
    if let difference = StateComparison.difference(found, expected) { Issue.record("\(how): \(difference)") }
  }

  @Test(arguments: plans) private func goingBackAndOnAgainEndsTheSame(_ plan: Plan) throws {
    let whole = try session(plan)
    whole.band.chip.run(until: plan.end)
    let expected = try state(whole)

    let cut = try session(plan)
    let (emulation, chip) = (cut.emulation, cut.band.chip)
    var drawn: UInt64 = 0
    func random(_ range: UInt64) -> UInt64 {
      drawn += 1
      return SeededNoise(seed: 7).bits(drawn) % range
    }
    var kept: [Checkpoint] = []
    for _ in 0..<plan.moments {
      // To a moment in an odd number of slices, on, back, to an older moment, and forward again.
      let moment = min(emulation.now + random(2 * plan.end / UInt64(plan.moments)), plan.end)
      while emulation.now < moment { chip.run(until: min(emulation.now + 1 + random(plan.end / 50), moment)) }
      let here = emulation.checkpoint()
      kept.append(here)
      chip.run(until: min(emulation.now + random(plan.end / 20), plan.end))
      emulation.restore(kept[Int(random(UInt64(kept.count)))])
      if random(2) == 0 { chip.run(until: min(emulation.now + random(plan.end / 40), plan.end)) }
      emulation.restore(here)
    }
    chip.run(until: plan.end)
    expectEqual(try state(cut), expected, "after checkpoints")
    for checkpoint in [kept[0], kept[kept.count / 2]] {
      emulation.restore(checkpoint)
      chip.run(until: plan.end)
      expectEqual(try state(cut), expected, "from a checkpoint at \(checkpoint.now)")
    }
  }

  @Test(arguments: plans) private func goingOnFromAFileEndsTheSame(_ plan: Plan) throws {
    let whole = try session(plan)
    whole.band.chip.run(until: plan.end)
    let expected = try state(whole)
    let path = FileManager.default.temporaryDirectory.path + "/state-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for part in [5, 2] as [Tick] {
      let first = try session(plan)
      first.band.chip.run(until: plan.end / part + 12_345)
      try state(first).write(to: URL(fileURLWithPath: path))
      let second = try session(plan, from: path)
      expectEqual(try state(second), try state(first), "taken over")
      second.band.chip.run(until: plan.end)
      expectEqual(try state(second), expected, "from a file at \(first.emulation.now)")
    }
  }

  @Test func whatAFileLeavesOutIsNamed() throws {
    var plan = Self.plans[2]
    #expect(try session(plan).unsaved == [])
    plan.inputs = Self.plans[0].inputs
    #expect(try session(plan).unsaved == ["the timed inputs (--events)"])
  }
}
