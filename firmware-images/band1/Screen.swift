/// What the three LEDs show: how far the day's goal or the charge has come.
enum Page {
  /// The day's steps: an LED for each third of the goal.
  case time
  case battery
  /// A notification: the LED in the middle, dark during each buzz.
  case notice

  /// The page that a touch leads to.
  var next: Page { self == .time ? .battery : .time }
}

/// What the pages are drawn from.
struct Face: Equatable {
  var steps: UInt32 = 0
  var goal: UInt32 = 0
  var percent: UInt32 = 0
  var chargeState = ChargeState.none
}

/// The LEDs in place of a display: lit by a touch, dark some seconds after the last one.
struct Screen: ~Copyable {
  /// How long they stay lit where a time-out of 0 keeps touches from lighting them: on a charger.
  private static let seconds: UInt32 = 5
  private(set) var isOn = false
  private(set) var page = Page.time
  private(set) var off = Deadline()
  private var shown = Face()

  private enum Color: UInt16 {
    case red = 1
    case green = 2
    case yellow = 3
    case blue = 4
    case magenta = 5
  }

  mutating func open(_ newPage: Page, _ face: Face) {
    page = newPage
    let timeout = Settings.current.screenTimeout
    off.set(inSeconds: timeout > 0 ? timeout : Self.seconds)
    if !isOn { Statistic.screens.count() }
    isOn = true
    show(face)
  }

  /// Shows what has changed.
  mutating func refresh(_ face: Face) {
    guard isOn, face != shown || page == .notice else { return }
    show(face)
  }

  @inline(never) private mutating func show(_ face: Face) {
    shown = face
    Board.setLights(Self.lights(page, face))
  }

  mutating func close() {
    guard isOn else { return }
    isOn = false
    off.cancel()
    Board.setLights(0)
  }

  private static func lights(_ page: Page, _ face: Face) -> UInt16 {
    switch page {
    case .time: progress(face)
    case .battery: battery(face)
    case .notice: Board.isMotorOn ? 0 : light(1, .magenta)
    }
  }

  /// Blue for a third that is begun, green for each that is walked; all green is the goal.
  private static func progress(_ face: Face) -> UInt16 {
    let third = max(face.goal / 3, 1)
    let whole = face.steps >= face.goal ? 3 : min(face.steps / third, 2)
    return lit(whole, .green) | (whole < 3 ? light(whole, .blue) : 0)
  }

  /// In thirds: green, below a third yellow, below a tenth red. On the charger blue, full green; all red what is wrong.
  private static func battery(_ face: Face) -> UInt16 {
    let thirds = min(face.percent / 34 + 1, 3)
    switch face.chargeState {
    case .none: return lit(thirds, face.percent < 10 ? .red : face.percent < 34 ? .yellow : .green)
    case .full: return lit(3, .green)
    case .fault, .temperature: return lit(3, .red)
    default: return lit(thirds, .blue)
    }
  }

  private static func light(_ number: UInt32, _ color: Color) -> UInt16 {
    color.rawValue << UInt16(truncatingIfNeeded: number * 3)
  }

  /// The first `count` LEDs.
  private static func lit(_ count: UInt32, _ color: Color) -> UInt16 {
    var bits: UInt16 = 0
    for number in 0..<min(count, 3) { bits |= light(number, color) }
    return bits
  }
}
