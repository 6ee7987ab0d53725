import Machine
import Session

/// Times in scenario files. Tick 0 is 07:00 on Thursday, as the band's clock shows it at power-on.
package enum ScenarioTime {
  package static let day: Tick = .seconds(86_400)
  /// Time of day at tick 0.
  package static let start: Tick = .seconds(7 * 3_600)
  /// Names of the days of the week; tick 0 is a Thursday.
  static let weekdays = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]

  package static let expectedLength = "a length of time such as 150ms, 30s, 2h, 1h30m or 20d, up to 30000d"
  static let expectedClock = "a time of day such as 08:30"
  static let expectedPoint =
    "a point in time: a time after the start such as 90m or 3d, a time of day such as 18:00, 'day 2', 'day 2 18:00' or 'end'"

  /// A length with its unit.
  package static func length(_ text: some StringProtocol) -> Tick? {
    let text = String(text)
    guard text.wholeMatch(of: /(?:[0-9]+(?:\.[0-9]+)?(?:us|ms|s|m|h|d|w))+/) != nil else { return nil }
    return TimeText.parse(text)
  }

  /// A time of day since midnight.
  package static func clock(_ text: some StringProtocol) -> Tick? {
    guard let match = String(text).wholeMatch(of: /([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?/) else {
      return nil
    }
    let parts = [match.1, match.2, match.3 ?? "0"].map { UInt64($0) ?? 0 }
    return .seconds(parts[0] * 3_600 + parts[1] * 60 + parts[2])
  }

  /// A point of a run of length `end`: `90m`, `18:00` (the first after the start), `day 2` (two days after the start),
  /// `day 2 18:00` (the first 18:00 from there on), `end`.
  static func point(_ text: some StringProtocol, end: Tick) -> Tick? {
    let words = text.split(separator: " ").map { String($0) }
    switch words.count {
    case 1:
      if words[0] == "end" { return end }
      return length(words[0]) ?? clock(words[0]).map(afterStart)
    case 2, 3:
      guard words[0] == "day", words[1].wholeMatch(of: /[0-9]{1,5}/) != nil, let number = UInt64(words[1]) else {
        return nil
      }
      if words.count == 2 { return number * day }
      return clock(words[2]).map { number * day + afterStart($0) }
    default: return nil
    }
  }

  /// From tick 0 to the first time that clocks show so.
  static func afterStart(_ clock: Tick) -> Tick { (clock + day - start) % day }

  /// For people: `day 2 18:00:00 (2 d 11:00:00 after the start)`.
  package static func describe(_ point: Tick) -> String {
    let seconds = (point + start) / .perSecond % 86_400
    let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "day \(point / day) \(clock)"
  }
}
