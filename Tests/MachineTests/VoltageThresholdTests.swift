import Testing

@testable import Machine

@Suite struct VoltageThresholdTests {
  @Test func fallsBelowTheLowAndRisesToTheHighLevel() {
    var heard: [Bool] = []
    let threshold = VoltageThreshold("brown-out", low: 100, high: 120) { heard.append($0) }
    for microvolts: Int64 in [100, 99, 119, 99, 120, 100, 0] { threshold.check(microvolts) }
    #expect(heard == [true, false, true])
  }
}
