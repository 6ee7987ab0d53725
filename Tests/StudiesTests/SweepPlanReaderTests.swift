import Foundation
import Testing
@testable import Studies

@Suite struct SweepPlanReaderTests {
  private func read(_ text: String) throws -> SweepPlan {
    let path = NSTemporaryDirectory() + "plan-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try SweepPlanReader.read(path)
  }

  /// Names are those of the boards that the combinations choose, also where the scenario's own variable names one.
  @Test(arguments: [("[tracker]", true), ("[miband2, tracker]", true), ("[miband2]", false)])
  func namesAreThoseOfTheBoards(boards: String, isKnown: Bool) throws {
    let folder = NSTemporaryDirectory() + "boards-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/plan.yaml"
    let scenario = "board: ${board}\nvariables: {board: band1}\nduration: 1s\n"
    try scenario.write(toFile: folder + "/s.yaml", atomically: true, encoding: .utf8)
    let plan = "scenario: s.yaml\nvary: {board: \(boards)}\ncoefficients: [NRF51.ram_on]\nplots: [ua_KX022]\n"
    try plan.write(toFile: path, atomically: true, encoding: .utf8)
    if isKnown {
      #expect(try SweepPlanReader.read(path).plots == ["ua_KX022"])
    } else {
      #expect(throws: ScenarioError.self) { try SweepPlanReader.read(path) }
    }
  }

  @Test func aWholePlan() throws {
    let plan = try read(
      """
      scenario: day.yaml
      vary: {touches: {from: 0, to: 20, step: 10}, walk: [10m]}
      draws: 3
      seed: 5
      sensitivity: true
      plots: [life_days, ua_OLED]
      labels: {touches: touches a day}
      axes: {touches: linear, ua_OLED: log}
      coefficients: [OLED.on]
      groups: {panel: [OLED.on, OLED.segment]}
      """)
    #expect(plan.scenario.hasSuffix("/day.yaml"))
    #expect(plan.combinations.map { $0["touches"] } == ["0", "10", "20"])
    #expect(plan.combinations.allSatisfy { $0["walk"] == "10m" })
    #expect(plan.draws == 3)
    #expect(plan.seed == 5)
    #expect(plan.isSensitivity)
    #expect(plan.plots == ["life_days", "ua_OLED"])
    #expect(plan.labels == ["touches": "touches a day"])
    #expect(plan.axes == ["touches": .linear, "ua_OLED": .log])
    #expect(plan.only == ["OLED.on"])
    #expect(plan.groups == ["panel": ["OLED.on", "OLED.segment"]])
  }

  @Test(
    arguments: [
      (
        "scenario: s.yaml\nvary: {touches: [1]}\nlabels: {touchs: x}",
        "'touchs' is not varied (did you mean 'touches'?)"
      ),
      ("scenario: s.yaml\nlabels: [a]", "labels: expected a mapping of variables to their names in charts"),
      ("scenario: s.yaml\nplots: [life_day]", "unknown metric 'life_day' (did you mean 'life_days'?)"),
      ("scenario: s.yaml\ncoefficients: [OLED.onn]", "unknown coefficient 'OLED.onn' (did you mean 'OLED.on'?)"),
      ("scenario: s.yaml\ngroups: {a: [OLED.onn]}", "a: unknown coefficient 'OLED.onn' (did you mean 'OLED.on'?)"),
      ("scenario: s.yaml\ngroups: {a: [OLED.on], b: [OLED.on]}", "b: 'OLED.on' is in the group 'a' already"),
      ("scenario: s.yaml\ngroups: [OLED.on]", "groups: expected a mapping of names to lists of coefficients"),
      ("vary: {touches: [1]}", "expected the key 'scenario'"),
      ("scenario: s.yaml\naxes: [log]", "axes: expected a mapping of variables and metrics to log or linear"),
      (
        "scenario: s.yaml\nvary: {touches: [1]}\naxes: {touchs: log}",
        "axes: 'touchs' is neither varied nor in 'plots' (did you mean 'touches'?)"
      ),
      ("scenario: s.yaml\naxes: {end_mv: log}", "axes: 'end_mv' is neither varied nor in 'plots'"),
      ("scenario: s.yaml\naxes: {life_days: ln}", "axes: life_days: expected log or linear, found 'ln'"),
      (
        "scenario: s.yaml\nvary: {radio: [on, advertising]}\naxes: {radio: log}",
        "axes: the values of 'radio' are not all numbers or all lengths of time; they stand side by side"
      ),
      (
        "scenario: s.yaml\nvary: {touches: [0, 10]}\naxes: {touches: log}",
        ":3:17: axes: touches: expected linear, since log needs values above zero; found 0"
      ),
    ] as [(String, String)])
  func mistakesAreNamed(text: String, message: String) throws {
    let error = try #require(throws: ScenarioError.self) { try read(text) }
    #expect("\(error)".contains(message), "\(error)")
  }
}
