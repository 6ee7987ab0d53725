import Conformance
import Testing

/// Random bytes as firmware in the checked build; `fuzz` does the same in release, for as long as one likes.
@Suite struct FuzzTests {
  @Test func randomFirmware() {
    var instructions: UInt64 = 0
    for seed: UInt64 in 0..<60 {
      var program = HostileProgram(seed: seed)
      instructions += program.run()
    }
    #expect(instructions > 60 * 1_000)
  }
}
