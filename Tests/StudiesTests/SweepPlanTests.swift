import Boards
import Machine
import Testing
@testable import Studies

@Suite struct SweepPlanTests {
  private let coefficients = [
    Coefficient("A.on", 1, 2, 4, .microamperes, condition: "", source: .estimate("")),
    Coefficient("B.on", 5, 5, 5, .microamperes, condition: "", source: .estimate("")),
    Coefficient("C.on", 0, 0, 9, .microamperes, condition: "", source: .estimate("")),
  ]

  @Test func aGridIsEveryCombinationTheLastChangingFastest() {
    let rows = SweepPlan.grid([("a", ["1", "2"]), ("b", ["x", "y"])])
    #expect(
      rows == [["a": "1", "b": "x"], ["a": "1", "b": "y"], ["a": "2", "b": "x"], ["a": "2", "b": "y"]])
    #expect(SweepPlan.grid([]) == [[:]])
  }

  @Test func pointsOfEveryRole() {
    var plan = SweepPlan(scenario: "s.yaml", variables: ["n"], combinations: [["n": "1"], ["n": "2"]])
    plan.isSensitivity = true
    plan.draws = 3
    let entries = plan.entries { _ in coefficients }
    // A coefficient without a band is not varied.
    let roles: [SweepPlan.Role] = [
      .nominal, .low("A.on"), .high("A.on"), .low("C.on"), .high("C.on"), .draw(0), .draw(1), .draw(2),
    ]
    // The ends of the bands are tried in the first combination alone.
    #expect(entries.map(\.role) == roles + [.nominal, .draw(0), .draw(1), .draw(2)])
    #expect(entries.map(\.combination) == Array(repeating: 0, count: 8) + Array(repeating: 1, count: 4))
    #expect(entries[1].point == SweepPoint(scenario: "s.yaml", variables: ["n": "1"], coefficients: ["A.on": 1]))
    #expect(entries[2].point.coefficients == ["A.on": 4])
    plan.only = ["C.on"]
    let drawn = plan.entries { _ in coefficients }.first { $0.role == .draw(0) }
    #expect(drawn?.point.coefficients.keys.sorted() == ["C.on"])
  }

  /// Two boards: each combination draws what its own has.
  @Test func aCombinationDrawsItsOwnCoefficients() {
    var plan = SweepPlan(scenario: "s", variables: ["board"], combinations: [["board": "one"], ["board": "other"]])
    plan.draws = 1
    let entries = plan.entries { $0 == 0 ? [coefficients[0]] : [coefficients[2]] }
    #expect(entries.map { $0.point.coefficients.keys.sorted() } == [[], ["A.on"], [], ["C.on"]])
  }

  @Test func drawsStayInTheBandRepeatAndFollowTheSeed() {
    var plan = SweepPlan(scenario: "s", variables: [], combinations: [[:]])
    plan.draws = 500
    func draws(seed: UInt64) -> [Double] {
      plan.seed = seed
      return plan.entries { _ in coefficients }.compactMap { $0.point.coefficients["A.on"] }
    }
    let values = draws(seed: 1)
    #expect(values.count == 500)
    #expect(values.allSatisfy { (1...4).contains($0) })
    #expect(values == draws(seed: 1))
    #expect(values != draws(seed: 2))
    // A triangular distribution has its mean at (low + peak + high) / 3, and a third of its area below the peak here.
    let statistics = SweepStatistics(values)
    #expect(abs((statistics?.mean ?? 0) - 7.0 / 3) < 0.1)
    #expect(abs(values.count { $0 < 2 } - 167) < 40)
  }

  @Test func aDrawBelongsToItsCoefficientsName() {
    var plan = SweepPlan(scenario: "s", variables: [], combinations: [[:]])
    plan.draws = 3
    func draws(_ some: [Coefficient]) -> [Double] {
      plan.entries { _ in some }.compactMap { $0.point.coefficients["C.on"] }
    }
    #expect(draws(coefficients) == draws([coefficients[2]]))
    #expect(draws(coefficients) == draws(coefficients.reversed()))
  }

  @Test func whatDrawsTogetherStandsAtTheSamePlace() {
    var plan = SweepPlan(scenario: "s", variables: [], combinations: [[:]])
    plan.draws = 20
    plan.isSensitivity = true
    plan.groups = ["both": ["A.on", "C.on"]]
    let entries = plan.entries { _ in coefficients }
    #expect(
      entries.prefix(3).map(\.role) == [.nominal, .low("both"), .high("both")])
    #expect(entries[2].point.coefficients == ["A.on": 4, "C.on": 9])
    // The shares of their triangles' areas below the draws.
    func share(_ value: Double, of coefficient: Coefficient) -> Double {
      let (low, peak, high) = (coefficient.low, coefficient.typical, coefficient.high)
      return value < peak
        ? (value - low) * (value - low) / ((high - low) * (peak - low))
        : 1 - (high - value) * (high - value) / ((high - low) * (high - peak))
    }
    for entry in entries.dropFirst(3) {
      let values = entry.point.coefficients
      #expect(
        abs(share(values["A.on"] ?? 0, of: coefficients[0]) - share(values["C.on"] ?? 0, of: coefficients[2])) < 1e-12)
    }
  }

  @Test func theModelsOwnGroups() throws {
    let board = try #require(BoardCatalogue.model(named: "miband2")).coefficients
    let groups = VariedGroup.groups(of: board, only: nil, together: [:])
    let touch = try #require(groups.first { $0.name == "touch key currents" })
    #expect(touch.coefficients.map(\.name) == ["touch key.idle", "touch key.touched"])
    #expect(groups.first { $0.name == "DA14681 core" }?.coefficients.map(\.name) == ["DA14681.run", "DA14681.wfi"])
    // A plan's group goes before the table's; what is left of that alone stands under its own name.
    let planned = VariedGroup.groups(of: board, only: nil, together: ["mine": ["touch key.idle", "OLED.on"]])
    #expect(planned.first { $0.name == "mine" }?.coefficients.map(\.name) == ["OLED.on", "touch key.idle"])
    #expect(planned.contains { $0.name == "touch key.touched" })
  }
}
