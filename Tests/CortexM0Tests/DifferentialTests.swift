import Conformance
import Testing

/// Seeded random programs on our processor and on Unicorn's Cortex-M0, in the checked build. `conformance`, which
/// tools/check runs in release, does the same for every encoding and ten million instructions.
@Suite struct DifferentialTests {
  @Test func agreesWithUnicorn() throws {
    let outcome = try Campaign(instructions: 60_000, encodings: false, seed: 1).run()
    #expect(outcome.differences == [])
    #expect(outcome.instructions >= 60_000)
    #expect(outcome.stopped > 50)
  }

  @Test func aDifferenceIsNoticed() throws {
    let block = DifferentialBlock(seed: 7, programs: 3, length: 100)
    let results = try Unicorn().run(block.programs, flash: block.flash)
    try #require(results.count == 3)
    for (index, result) in results.enumerated() {
      #expect(block.agrees(index, result))
      for place in result.registers.indices {
        var changed = result
        changed.registers[place] ^= 4
        #expect(!block.agrees(index, changed))
      }
      var changed = result
      changed.digest ^= 1
      #expect(!block.agrees(index, changed))
      #expect(block.difference(index, changed).hasPrefix("memory"))
      changed = result
      changed.stop = "unmappedRead"
      #expect(!block.agrees(index, changed))
    }
  }
}
