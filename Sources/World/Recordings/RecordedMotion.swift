import Machine

/// A recorded motion, with its own uneven times; between two samples it runs straight.
///
/// After the end the band lies still, with the mean of the recording's last second as gravity.
public final class RecordedMotion: MotionSource {
  /// One line of a recording.
  public struct Sample: Hashable, Codable, Sendable {
    /// When it was taken.
    public var time: Tick
    /// What was felt.
    public var acceleration: Acceleration
    /// Steps counted up to then, where the recording knows.
    public var trueSteps: Int

    /// A sample.
    public init(time: Tick, acceleration: Acceleration, trueSteps: Int = 0) {
      self.time = time
      self.acceleration = acceleration
      self.trueSteps = trueSteps
    }
  }

  private let samples: [Sample]
  private let afterwards: Acceleration
  private var place = 0

  /// Plays samples, which must be in the order of time; without any, the band lies still.
  public init(_ samples: [Sample]) {
    self.samples = samples.isEmpty ? [Sample(time: 0, acceleration: .still)] : samples
    let end = self.samples[self.samples.count - 1].time
    let last = self.samples.reversed().prefix { $0.time + Tick.perSecond >= end }.map(\.acceleration)
    afterwards = Acceleration(
      x: last.reduce(0) { $0 + $1.x } / last.count, y: last.reduce(0) { $0 + $1.y } / last.count,
      z: last.reduce(0) { $0 + $1.z } / last.count)
  }

  /// When the recording ends.
  public var end: Tick { samples[samples.count - 1].time }

  /// The recorded acceleration, interpolated.
  public func acceleration(at time: Tick) -> Acceleration {
    if time > end { return afterwards }
    find(time)
    let from = samples[place]
    guard time > from.time, place + 1 < samples.count else { return from.acceleration }
    let to = samples[place + 1]
    let (part, whole) = (Int(time - from.time), Int(to.time - from.time))
    func between(_ a: Int, _ b: Int) -> Int {
      let scaled = (b - a).multipliedFullWidth(by: part)
      return a + whole.dividingFullWidth(scaled).quotient
    }
    return Acceleration(
      x: between(from.acceleration.x, to.acceleration.x), y: between(from.acceleration.y, to.acceleration.y),
      z: between(from.acceleration.z, to.acceleration.z))
  }

  /// The recording's own count at the last sample up to a time.
  public func trueSteps(at time: Tick) -> Int {
    find(time)
    return samples[place].time <= time ? samples[place].trueSteps : 0
  }

  /// Finds the last sample at or before a time, near the last one found first.
  private func find(_ time: Tick) {
    func isPlace(_ index: Int) -> Bool {
      samples[index].time <= time && (index + 1 == samples.count || time < samples[index + 1].time)
    }
    if isPlace(place) { return }
    if place + 1 < samples.count, isPlace(place + 1) {
      place += 1
      return
    }
    var (low, high) = (0, samples.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if samples[middle].time <= time { low = middle } else { high = middle }
    }
    place = low
  }
}
