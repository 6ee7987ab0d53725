import Machine
import Testing
@testable import Studies

@Suite struct ScenarioTimeTests {
  private static let hour: Tick = .seconds(3_600)

  private static let cases: [(String, Tick)] = [
    ("90m", .seconds(5_400)), ("0s", 0), ("1h30m", .seconds(5_400)), ("07:00", 0), ("7:00", 0),
    ("18:00", 11 * hour), ("06:59:59", .seconds(86_399)), ("day 0", 0), ("day 2", 48 * hour),
    ("day 2 18:00", 59 * hour), ("day 1 06:00", 47 * hour), ("end", 100 * hour),
  ]

  @Test(arguments: ScenarioTimeTests.cases)
  func points(text: String, tick: Tick) { #expect(ScenarioTime.point(text, end: 100 * Self.hour) == tick) }

  @Test(arguments: [
    "", "90", "-1h", "24:00", "12:60", "day", "day x", "day 2 noon", "day 2 18:00 sharp", "noon", "1 h",
  ])
  func refusesPoints(text: String) { #expect(ScenarioTime.point(text, end: 100) == nil) }

  @Test(arguments: ["5", "1h ", "3 d", ".5s", "1..5s", "", "five", "1d2"])
  func lengthsNeedTheirUnit(text: String) { #expect(ScenarioTime.length(text) == nil) }

  @Test func describesWhatItReads() {
    for text in ["day 0 07:00:00", "day 2 18:00:00", "day 9 06:59:59"] {
      #expect(ScenarioTime.point(text, end: .max).map(ScenarioTime.describe) == text)
    }
  }
}
