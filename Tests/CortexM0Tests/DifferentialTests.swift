import Foundation
import Machine
import Testing

@testable import CortexM0

/// Seeded random programs on our processor and on Unicorn's Cortex-M0. BANDBOX_UNICORN_INSTRUCTIONS sets how many
/// instructions to compare (default 250,000), BANDBOX_UNICORN_SEED where to begin.
@Suite struct DifferentialTests {
  private static func setting(_ name: String, _ fallback: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? fallback
  }

  @Test func agreesWithUnicorn() throws {
    let unicorn = try Unicorn()
    let wanted = DifferentialTests.setting("BANDBOX_UNICORN_INSTRUCTIONS", 250_000)
    var seed = DifferentialTests.setting("BANDBOX_UNICORN_SEED", 1)
    var done: UInt64 = 0
    while done < wanted {
      let block = DifferentialBlock(seed: seed, programs: 20, length: 500)
      let results = try unicorn.run(block.programs, flash: block.flash)
      #expect(results.count == block.expected.count)
      for (index, theirs) in results.enumerated() where !block.agrees(index, theirs) {
        Issue.record("seed \(seed), program \(index): \(block.difference(index, theirs))")
        return
      }
      done += block.instructions
      seed += 1
    }
    #expect(done >= wanted)
  }
}
