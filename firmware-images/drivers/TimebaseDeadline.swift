/// A point in time at which something is to be done, or never.
struct Deadline {
  private var at: UInt32 = 0
  private(set) var isSet = false

  mutating func set(inTicks ticks: UInt32) {
    at = Timebase.now &+ ticks
    isSet = true
  }
  mutating func set(inSeconds seconds: UInt32) { set(inTicks: seconds * Timebase.ticksPerSecond) }
  /// A period after the last time, or from now when that was missed.
  mutating func advance(ticks: UInt32) {
    at = at &+ ticks
    isSet = true
    if isDue { set(inTicks: ticks) }
  }
  /// A period after the last time, even when that has passed.
  mutating func move(ticks: UInt32) { at = at &+ ticks }
  mutating func cancel() { isSet = false }

  var isDue: Bool { isSet && Int32(bitPattern: at &- Timebase.now) <= 0 }
  /// Ticks until then, 0 when it has passed, nil when never.
  var ticksLeft: UInt32? { isSet ? isDue ? 0 : at &- Timebase.now : nil }

  /// The sooner of two.
  static func sooner(_ a: Deadline, _ b: Deadline) -> Deadline {
    guard let left = a.ticksLeft else { return b }
    guard let other = b.ticksLeft else { return a }
    return left <= other ? a : b
  }
}
