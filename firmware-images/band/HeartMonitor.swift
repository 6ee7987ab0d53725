/// Heart-rate measurements: every ten minutes, and when somebody looks at the page.
struct HeartMonitor: ~Copyable {
  static let period: UInt32 = 600
  private var session: PulseSession?
  private(set) var next = Deadline()
  private(set) var second = Deadline()

  var isMeasuring: Bool { session != nil }

  mutating func start() { next.set(inSeconds: 30) }

  /// Puts off the periodic measurement while the battery is low.
  mutating func postpone() { next.set(inSeconds: Self.period) }

  mutating func begin() {
    guard session == nil else { return }
    next.set(inSeconds: Self.period)
    guard PulseSensor.start() else {
      PulseSensor.stop()
      Statistic.heartFailures.count()
      return
    }
    session = PulseSession()
    // The module's interrupt comes each second; a second of its own is the band's limit for waiting.
    second.set(inTicks: 1536)
  }

  /// A result is ready, or its second has passed. True when the measurement ended.
  mutating func step(isReady: Bool, _ motion: borrowing Motion) -> Bool {
    guard var current = session else { return false }
    band_activity = 2
    second.set(inTicks: 1536)
    var outcome = PulseSession.Outcome.running
    if isReady, let result = PulseSensor.result() {
      PulseSensor.feed { motion.recentSample($0) }
      outcome = current.take(heartRate: result.heartRate, quality: result.quality)
    } else {
      outcome = current.miss()
    }
    session = current
    switch outcome {
    case .running: return false
    case .value(let rate):
      Statistic.heartRate.value = rate
      Statistic.heartReadings.count()
    case .failed: Statistic.heartFailures.count()
    }
    end()
    return true
  }

  mutating func end() {
    guard session != nil else { return }
    session = nil
    second.cancel()
    PulseSensor.stop()
  }
}
