/// Heart-rate measurements: at the interval that is set, and when somebody looks at the page; none when that is 0.
struct HeartMonitor: ~Copyable {
  private static var period: UInt32 { Settings.current.heartRateInterval }
  private var session: PulseSession?
  private var isConfigured = false
  private(set) var next = Deadline()
  private(set) var second = Deadline()

  var isMeasuring: Bool { session != nil }

  mutating func start() { if Self.period > 0 { next.set(inSeconds: 30) } }

  /// Puts off the periodic measurement while the battery is low.
  mutating func postpone() { next.set(inSeconds: Self.period) }

  /// The interval may have been set to another one.
  mutating func changePeriod() {
    if Self.period > 0 {
      postpone()
    } else {
      next.cancel()
      end()
    }
  }

  mutating func begin() {
    guard session == nil, Self.period > 0 else { return }
    next.set(inSeconds: Self.period)
    session = PulseSession()
    isConfigured = false
    PulseSensor.start()
    Sleep.listenToPulse(true)
    second.set(inTicks: PulseSensor.startUp * Timebase.ticksPerSecond / 1000)
  }

  /// A result is ready, or the time for it has passed. True when the measurement ended.
  mutating func step(isReady: Bool, _ motion: borrowing Motion) -> Bool {
    guard var current = session else { return false }
    guard isConfigured || !isReady else { return false }
    band_activity = 2
    // The module's interrupt comes each second; half a second more is the band's limit for waiting.
    second.set(inTicks: 1536)
    if !isConfigured {
      isConfigured = PulseSensor.configure()
      if !isConfigured { return finish(.failed) }
      return false
    }
    var outcome = PulseSession.Outcome.running
    if isReady, let result = PulseSensor.result() {
      PulseSensor.feed { motion.recentSample($0) }
      outcome = current.take(heartRate: result.heartRate, quality: result.quality)
    } else {
      outcome = current.miss()
    }
    session = current
    return outcome == .running ? false : finish(outcome)
  }

  private mutating func finish(_ outcome: PulseSession.Outcome) -> Bool {
    if case .value(let rate) = outcome {
      Statistic.heartRate.value = rate
      Statistic.heartReadings.count()
    } else {
      Statistic.heartFailures.count()
    }
    end()
    return true
  }

  mutating func end() {
    guard session != nil else { return }
    session = nil
    second.cancel()
    PulseSensor.stop()
    Sleep.listenToPulse(false)
  }
}
