import Formats
import Machine

/// A status in words, each value by itself, for whatever arranges them.
struct LiveText {
  let title: String
  /// The image's file without its folder.
  let file: String
  let clock: String
  let speed: String
  let percent: String
  let millivolts: String
  /// What the charger puts into the cell; `nil` where there is none.
  let charger: String?
  let now: String
  let average: String
  let activity: String
  let steps: String?
  let walking: String?
  let lights: [String]
  let port: String?
  let isAttached: Bool
  /// What the keys do.
  static let keys = ["t touch", "w walk", "c charger in/out", "q quit"]

  /// `isWide` says that there is room for values that keep their places.
  init(_ status: LiveStatus, image: String, port: String?, isWide: Bool) {
    title = TextWidth.printable(image)
    file = title.split(separator: "/").last.map(String.init) ?? title
    clock = TimeText.clock(status.time)
    speed = NumberText.decimal(status.speed, status.speed < 10 ? 1 : 0) + "x"
    // Before the machine has run there is nothing to say.
    let isKnown = status.millivolts > 0
    percent = isKnown ? "\(status.percent) %" : "- %"
    millivolts = isKnown ? "\(status.millivolts) mV" : "- mV"
    charger =
      status.isChargerIn ? "charger in, \(NumberText.decimal(status.chargeCurrent / 1_000, 2)) mA" : nil
    now = LiveText.current(status.currentNow)
    average = (status.currentAverage.map { LiveText.current($0) } ?? "-")
    activity = status.isHeld ? "waiting for a client" : status.activity.rawValue
    steps = status.steps.map { "\($0) steps" }
    walking = status.walking > 0 ? "walking \(status.walking) steps/min" : nil
    lights = status.lights.map { isWide ? $0.paddedText : $0.text }
    self.port = port.map(TextWidth.printable)
    isAttached = status.isCableIn
  }

  /// A current given in microamperes, in the unit that reads best.
  static func current(_ microamperes: Double?) -> String {
    guard let microamperes else { return "-" }
    return microamperes >= 1_000
      ? "\(NumberText.decimal(microamperes / 1_000, 2)) mA" : "\(NumberText.decimal(microamperes, 1)) uA"
  }

  /// The lines of the view, by label.
  var fields: [(label: String, parts: [String])] {
    [
      ("lights", lights),
      ("time", ["\(clock) since power-on", "\(speed) real time"]),
      ("battery", [percent, millivolts] + [charger].compactMap(\.self)),
      ("current", ["\(now) now", "\(average) on average"]),
      ("band", [activity] + [steps, walking].compactMap(\.self)),
      ("port", port.map { [$0] + (isAttached ? ["attached"] : []) } ?? []),
    ].filter { !$0.1.isEmpty }
  }
}
