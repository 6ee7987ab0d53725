import Machine

/// A status line by line, for what cannot show a screen: says only what changed and matters.
public struct LiveLines {
  /// Above this many times real time nobody follows display and LEDs.
  private static let fastestDisplay = 10.0

  private struct Said: Equatable {
    var percent: Int
    var isChargerIn: Bool
    var isCableIn: Bool
    /// `nil` without a display.
    var isLit: Bool?
    var lights: [LiveLight]
    var walking: Int
    /// `running` for everything that comes and goes with each wake-up.
    var activity: LiveStatus.Activity
  }
  private var said: Said?

  /// Nothing has been said yet.
  public init() {}

  /// The line for a status; `nil` where there is nothing new. The first says everything.
  public mutating func line(for status: LiveStatus) -> String? {
    var now = Said(
      percent: status.percent, isChargerIn: status.isChargerIn, isCableIn: status.isCableIn,
      isLit: status.pixels.isEmpty ? nil : status.pixels.contains(true), lights: status.lights, walking: status.walking,
      activity: [.hibernating, .off, .lockedUp].contains(status.activity) ? status.activity : .running)
    if let said, status.speed > LiveLines.fastestDisplay {
      now.isLit = said.isLit
      now.lights = said.lights
    }
    defer { said = now }
    guard let said else { return line(status, [battery(status)] + display(now, since: nil)) }
    var news: [String] = []
    if now.activity != said.activity {
      news.append(now.activity == .running ? "running again" : now.activity.rawValue)
    }
    if now.isCableIn != said.isCableIn { news.append(now.isCableIn ? "client attached" : "client detached") }
    if now.isChargerIn != said.isChargerIn { news.append(now.isChargerIn ? "charger in" : "charger out") }
    if now.walking != said.walking {
      news.append(now.walking > 0 ? "walking, \(now.walking) steps a minute" : "no longer walking")
      if let steps = status.steps { news.append("\(steps) steps counted") }
    }
    news += display(now, since: said)
    if now.percent != said.percent { news += [battery(status), current(status)] }
    return news.isEmpty ? nil : line(status, news)
  }

  private func line(_ status: LiveStatus, _ news: [String]) -> String {
    "\(TimeText.clock(status.time))  \(news.joined(separator: ", "))"
  }
  private func battery(_ status: LiveStatus) -> String { "battery \(status.percent) %, \(status.millivolts) mV" }
  private func current(_ status: LiveStatus) -> String {
    "\((status.currentAverage.map { LiveText.current($0) } ?? "-")) on average"
  }
  /// What display and LEDs show otherwise than before, in words.
  private func display(_ now: Said, since said: Said?) -> [String] {
    let display = now.isLit == said?.isLit ? nil : now.isLit.map { $0 ? "display on" : "display off" }
    let lights = now.lights.filter { said?.lights.contains($0) != true }
    return [display].compactMap(\.self) + lights.map(\.words)
  }
}
