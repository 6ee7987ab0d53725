import Machine

/// When output and engines of a KX022 take their next samples; `nil` for what is off.
struct KX022Schedule: Codable {
  var output: Tick?
  var wakeUp: Tick?
  var tap: Tick?
  var tilt: Tick?

  /// Nothing.
  init() {}

  /// Everything that is on takes its first sample at one time.
  init(first: Tick, _ settings: KX022Settings) {
    output = first
    wakeUp = settings.wakeUpRate.map { _ in first }
    tap = settings.tapRate.map { _ in first }
    tilt = settings.tiltRate.map { _ in first }
  }

  /// The earliest of all.
  var earliest: Tick? {
    guard var earliest = output else { return nil }
    if let wakeUp, wakeUp < earliest { earliest = wakeUp }
    if let tap, tap < earliest { earliest = tap }
    if let tilt, tilt < earliest { earliest = tilt }
    return earliest
  }

  /// The earliest of the engines.
  var earliestEngine: Tick? { [wakeUp, tap, tilt].compactMap { $0 }.min() }
}
