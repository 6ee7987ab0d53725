import Machine

/// Cuts a current that is constant between its changes into samples of equal length. Nothing is lost between them.
struct SampleWindow {
  /// The length of a sample.
  let period: Tick
  /// What has to pass before the first sample.
  private var delay: Tick
  /// What of the present sample is still to come.
  private var left: Tick
  private var sample = CurrentSample()
  /// What has passed of the present sample.
  var begun: Tick { period - left }

  /// A first sample of `period` begins after `delay`.
  init(period: Tick, delay: Tick = 0) {
    self.period = period
    self.delay = delay
    left = period
  }

  /// Uses a time, or what of it the present sample still needs.
  private mutating func advance(_ current: Int64, _ levels: UInt8, _ time: Tick) -> (used: Tick, done: CurrentSample?) {
    if delay > 0 {
      let used = min(delay, time)
      delay -= used
      return (used, nil)
    }
    let used = min(left, time)
    sample.add(current, levels, for: used)
    left -= used
    guard left == 0 else { return (used, nil) }
    defer {
      left = period
      sample = CurrentSample()
    }
    return (used, sample)
  }

  /// A current flowed for a time; every sample that is complete goes to `emit`.
  package mutating func add(_ current: Int64, _ levels: UInt8, for time: Tick, emit: (CurrentSample) -> Void) {
    var rest = time
    while rest > 0 {
      let (used, done) = advance(current, levels, rest)
      rest -= used
      if let done { emit(done) }
    }
  }
}
