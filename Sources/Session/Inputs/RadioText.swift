import Machine
import Parts

/// What the radio does, as the command line writes it.
public enum RadioText {
  /// What `parse` takes, for error messages.
  public static let expected =
    "off, advertising:INTERVAL (20ms ... 10.24s) or connected:INTERVAL (7.5ms ... 4s)"

  /// Reads one of `expected`; `nil` for anything else.
  public static func parse(_ text: String) -> Radio.Activity? {
    if text == "off" { return .off }
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let interval = TimeText.parse(parts[1]) else { return nil }
    switch parts[0] {
    case "advertising" where interval >= .milliseconds(20) && interval <= .milliseconds(10_240):
      return .advertising(interval: interval)
    case "connected" where interval >= .microseconds(7_500) && interval <= .seconds(4):
      return .connected(interval: interval)
    default: return nil
    }
  }

  /// As `parse` takes it.
  public static func describe(_ activity: Radio.Activity) -> String {
    switch activity {
    case .off: "off"
    case .advertising(let interval): "advertising:\(milliseconds(interval))"
    case .connected(let interval): "connected:\(milliseconds(interval))"
    }
  }

  private static func milliseconds(_ interval: Tick) -> String {
    let microseconds = interval / .microseconds(1)
    return microseconds % 1_000 == 0 ? "\(microseconds / 1_000)ms" : "\(microseconds)us"
  }
}
