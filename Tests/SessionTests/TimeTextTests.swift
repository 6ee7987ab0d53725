import Machine
import Testing
@testable import Session

@Suite struct TimeTextTests {
  @Test(arguments: [
    ("30s", Tick.seconds(30)), ("2h", .seconds(7_200)), ("20d", .seconds(1_728_000)), ("1h30m", .seconds(5_400)),
    ("250ms", .milliseconds(250)), ("0.5", .milliseconds(500)), ("10us", .microseconds(10)), ("1.5h", .seconds(5_400)),
    ("0", 0), ("30000d", .seconds(30_000 * 86_400)),
  ])
  func readsTimes(text: String, ticks: Tick) { #expect(TimeText.parse(text) == ticks) }

  @Test(arguments: [
    "", "h", "-1s", "3x", "1h 30m", "nan", "inf", "1e300d", "30001d", "30000d1s", "9999999999d", "0x10", "1..5s",
    "five",
  ])
  func refuses(text: String) { #expect(TimeText.parse(text) == nil) }

  @Test func describesForPeople() {
    #expect(TimeText.describe(.milliseconds(850)) == "850 ms")
    #expect(TimeText.describe(.seconds(12_345)) == "03:25:45")
    #expect(TimeText.describe(.seconds(86_400 + 61)) == "1 d 00:01:01")
  }
}
