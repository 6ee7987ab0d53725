import Machine

/// Lengths of time as people write them: `250ms`, `30s`, `1.5h`, `1h30m`, `20d`, or a bare number of seconds.
public enum TimeText {
  private static let units: [(suffix: String, ticks: Tick)] = [
    ("us", .microseconds(1)), ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3_600)),
    ("d", .seconds(86_400)), ("w", .seconds(604_800)),
  ]
  /// What `parse` takes, for error messages.
  public static let expected = "a time such as 30s, 2h, 1h30m or 20d"

  /// What a length of a run is, for error messages.
  public static let expectedLength = "\(expected), above 0 and up to 30000d"
  /// The longest time that can be said.
  package static let longest: Tick = .seconds(30_000 * 86_400)

  /// The length of time that `text` names, or `nil` where it names none or one of more than 30,000 days.
  public static func parse(_ text: String) -> Tick? {
    if !text.contains(where: { $0.isLetter && $0 != "e" }), let seconds = Double(text) {
      return ticks(seconds, .seconds(1))
    }
    var total: Tick = 0
    var rest = Substring(text)
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(number.count)
      let suffix = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(suffix.count)
      guard let value = Double(number), let unit = units.first(where: { $0.suffix == suffix }),
        let part = ticks(value, unit.ticks)
      else { return nil }
      total += part
      guard total <= longest else { return nil }
    }
    return total
  }

  /// A length of time for people: `850 ms`, `12.5 s`, `1 d 03:25:00`.
  public static func describe(_ ticks: Tick) -> String {
    ticks < .perSecond ? "\(ticks / .milliseconds(1)) ms" : clock(ticks)
  }

  /// A length of time in whole seconds, as a clock shows it: `00:00:12`, `1 d 03:25:00`.
  package static func clock(_ ticks: Tick) -> String {
    let seconds = ticks / .perSecond
    let days = seconds / 86_400
    let clock = [seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return days > 0 ? "\(days) d \(clock)" : clock
  }

  /// A time to the nanosecond, rounded down: `12.345678901 s`.
  static func exact(_ ticks: Tick) -> String {
    // 1,000,000,000 / 1,536,000,000 is 125 / 192.
    let nanoseconds = ticks % .perSecond * 125 / 192
    return "\(ticks / .perSecond).\(String(nanoseconds + 1_000_000_000).dropFirst()) s"
  }

  private static func ticks(_ value: Double, _ unit: Tick) -> Tick? {
    let ticks = (value * Double(unit)).rounded()
    return value >= 0 && ticks <= Double(longest) ? Tick(ticks) : nil
  }
}
