import Machine

/// How much of the last 20 ms something was on: what an eye, or a camera, sees of it.
struct DutyMeter: Codable {
  /// As long as an eye takes for one moment.
  static let window: Tick = .milliseconds(20)
  /// Changes that are kept. Faster blinking is looked at over a shorter time.
  static let limit = 256

  private(set) var isOn = false
  /// When it changed, oldest first.
  private var changes: [Tick] = []
  /// Older changes within the window were forgotten.
  private var isCut = false

  /// Switches it at a time that is not before the last one.
  mutating func turn(_ next: Bool, at time: Tick) {
    guard next != isOn else { return }
    isOn = next
    changes.append(time)
    // The last change before the window says what it begins with.
    let begin = time > DutyMeter.window ? time - DutyMeter.window : 0
    let old = changes.prefix { $0 <= begin }.count
    if old > 0 {
      changes.removeFirst(old - 1)
      isCut = false
    }
    if changes.count > DutyMeter.limit {
      changes.removeFirst(changes.count - DutyMeter.limit)
      isCut = true
    }
  }

  /// The part of the window up to `now` that it was on, 0 ... 1. Before tick 0 it was off.
  func duty(at now: Tick) -> Double {
    let begin = now > DutyMeter.window ? now - DutyMeter.window : 0
    var (end, level, lit) = (now, isOn, 0 as Tick)
    for change in changes.reversed() {
      let start = min(max(change, begin), end)
      if level { lit += end - start }
      end = start
      level.toggle()
      if start == begin { return Double(lit) / Double(DutyMeter.window) }
    }
    if isCut { return Double(lit) / Double(max(now - end, 1)) }
    return Double(lit) / Double(DutyMeter.window)
  }
}
