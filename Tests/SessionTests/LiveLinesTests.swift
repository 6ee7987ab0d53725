import Machine
import Testing
@testable import Session

@Suite struct LiveLinesTests {
  private static func status(_ seconds: UInt64, _ change: (inout LiveStatus) -> Void = { _ in }) -> LiveStatus {
    var status = LiveStatus()
    status.pixels = Array(repeating: false, count: 72 * 40)
    (status.percent, status.millivolts, status.currentAverage) = (80, 4_037, 431.6)
    (status.steps, status.speed, status.time) = (7, 1, .seconds(seconds))
    status.activity = .sleeping
    change(&status)
    return status
  }

  @Test func saysOnlyWhatChanged() {
    var lines = LiveLines()
    #expect(
      lines.line(for: Self.status(0))
        == "00:00:00  battery 80 %, 4037 mV, display off")
    // Current, time and wake-ups change always.
    #expect(lines.line(for: Self.status(1) { ($0.currentNow, $0.activity) = (2_000, .running) }) == nil)
    #expect(lines.line(for: Self.status(2) { $0.pixels[5] = true }) == "00:00:02  display on")
    #expect(
      lines.line(for: Self.status(3) { ($0.isChargerIn, $0.isCableIn) = (true, true) })
        == "00:00:03  client attached, charger in, display off")
    #expect(
      lines.line(for: Self.status(4) { $0.walking = 110 })
        == "00:00:04  client detached, charger out, walking, 110 steps a minute, 7 steps counted")
    #expect(lines.line(for: Self.status(5)) == "00:00:05  no longer walking, 7 steps counted")
    #expect(
      lines.line(for: Self.status(6) { $0.percent = 79 }) == "00:00:06  battery 79 %, 4037 mV, 431.6 uA on average")
    for (activity, words) in [
      (LiveStatus.Activity.hibernating, "hibernating"), (.off, "off"), (.waiting, "running again"),
      (.lockedUp, "locked up"),
    ] {
      #expect(lines.line(for: Self.status(7) { ($0.activity, $0.percent) = (activity, 79) }) == "00:00:07  \(words)")
    }
  }

  @Test func leavesTheDisplayOutWhereNobodyCouldFollow() {
    var lines = LiveLines()
    _ = lines.line(for: Self.status(0))
    #expect(lines.line(for: Self.status(1) { ($0.speed, $0.pixels[5]) = (5_000, true) }) == nil)
    #expect(lines.line(for: Self.status(2) { ($0.speed, $0.pixels[5]) = (2, true) }) == "00:00:02  display on")
  }

  private static func lights(_ seconds: UInt64, _ colors: [String], hasDisplay: Bool = false) -> LiveStatus {
    status(seconds) { status in
      if !hasDisplay { status.pixels = [] }
      status.lights = colors.enumerated().map { LiveLight(name: "LED \($0 + 1)", color: $1) }
    }
  }

  @Test func lightsAreSaidInWordsWhereTheyChange() {
    var lines = LiveLines()
    #expect(
      lines.line(for: Self.lights(0, ["off", "off", "off"]))
        == "00:00:00  battery 80 %, 4037 mV, LED 1 off, LED 2 off, LED 3 off")
    #expect(lines.line(for: Self.lights(1, ["off", "blue", "off"])) == "00:00:01  LED 2 blue")
    #expect(lines.line(for: Self.lights(2, ["off", "blue", "off"])) == nil)
    #expect(lines.line(for: Self.lights(3, ["red", "green", "off"])) == "00:00:03  LED 1 red, LED 2 green")
    // Too fast for a person: nothing, and the difference when it is slow again.
    var fast = Self.lights(4, ["off", "off", "off"])
    fast.speed = 5_000
    #expect(lines.line(for: fast) == nil)
    #expect(lines.line(for: Self.lights(5, ["off", "green", "off"])) == "00:00:05  LED 1 off")
  }

  @Test func aDisplayAndLightsAreBothSaid() {
    var lines = LiveLines()
    #expect(
      lines.line(for: Self.lights(0, ["off"], hasDisplay: true))
        == "00:00:00  battery 80 %, 4037 mV, display off, LED 1 off")
    var status = Self.lights(1, ["blue"], hasDisplay: true)
    status.pixels[7] = true
    #expect(lines.line(for: status) == "00:00:01  display on, LED 1 blue")
    #expect(lines.line(for: Self.lights(2, ["blue"], hasDisplay: true)) == "00:00:02  display off")
  }

  @Test func aBoardWithNeitherSaysNothingOfThem() {
    var lines = LiveLines()
    #expect(lines.line(for: Self.lights(0, [])) == "00:00:00  battery 80 %, 4037 mV")
  }
}
