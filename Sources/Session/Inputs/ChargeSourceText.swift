import Machine
import World

/// What the charging cable is plugged into, as the command line writes it.
public enum ChargeSourceText {
  /// What `parse` takes, for error messages.
  public static let expected =
    "usb, wall, bank, mains:UP/DOWN (means of seeded outages, such as mains:6h/2h) or mains:WINDOWS (such as "
    + "mains:06:00-08:00+18:00-22:30), each with ,loose:UP/DOWN (means of a loose contact) or without"
  /// The time of the day at which every run begins, as the wearer's: 07:00.
  package static let start: UInt32 = 7 * 3_600

  /// Reads one of `expected`; `nil` for anything else.
  public static func parse(_ text: String) -> ChargeSourcePlan? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, parts.count <= 2, var plan = source(first) else { return nil }
    if parts.count == 2 {
      guard parts[1].hasPrefix("loose:"), let means = means(parts[1].dropFirst(6)) else { return nil }
      plan.contact = means
    }
    return plan
  }

  private static func source(_ text: String) -> ChargeSourcePlan? {
    guard text.hasPrefix("mains:") else {
      let kind = ChargeSourcePlan.Kind(rawValue: text)
      return kind == .mains ? nil : kind.map { ChargeSourcePlan($0) }
    }
    let rest = text.dropFirst(6)
    return (means(rest) ?? windows(rest)).map { ChargeSourcePlan(.mains, mains: $0) }
  }

  private static func means(_ text: some StringProtocol) -> Outages? {
    let times = text.split(separator: "/", omittingEmptySubsequences: false).map { TimeText.parse(String($0)) }
    guard times.count == 2, let up = times[0], let down = times[1], up >= .milliseconds(1), down >= .milliseconds(1),
      max(up, down) <= .seconds(366 * 86_400)
    else { return nil }
    return .random(up: up, down: down)
  }

  private static func windows(_ text: some StringProtocol) -> Outages? {
    var windows: [Outages.Window] = []
    for part in text.split(separator: "+", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { clock($0) }
      guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else { return nil }
      windows.append(Outages.Window(from: from, to: to))
    }
    return .daily(windows, start: start)
  }

  private static func clock(_ text: some StringProtocol) -> UInt32? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(\.isNumber) }),
      let hour = UInt32(parts[0]), let minute = UInt32(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 3_600 + minute * 60
  }

  /// As `parse` takes it.
  public static func describe(_ plan: ChargeSourcePlan) -> String {
    let mains = plan.mains.map { ":" + describe($0) } ?? ""
    return plan.kind.rawValue + mains + (plan.contact.map { ",loose:" + describe($0) } ?? "")
  }

  private static func describe(_ outages: Outages) -> String {
    switch outages {
    case .random(let up, let down): return "\(milliseconds(up))/\(milliseconds(down))"
    case .daily(let windows, _):
      func clock(_ second: UInt32) -> String {
        [second / 3_600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      }
      return windows.map { "\(clock($0.from))-\(clock($0.to))" }.joined(separator: "+")
    }
  }

  private static func milliseconds(_ time: Tick) -> String {
    let milliseconds = time / .milliseconds(1)
    return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
  }
}
