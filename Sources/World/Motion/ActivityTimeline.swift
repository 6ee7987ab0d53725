import Machine

/// What the wearer does when: each activity lasts until the next begins.
public struct ActivityTimeline: Hashable, Codable, Sendable {
  /// One stretch of an activity.
  public struct Segment: Hashable, Codable, Sendable {
    /// When it begins.
    public var start: Tick
    /// What it is.
    public var activity: Activity
  }

  /// In the order of time; the first begins at 0.
  public private(set) var segments: [Segment]
  /// In the order of time, none begins before the last one has ended; `nil` where there never was one.
  public private(set) var gestures: [Gesture]?

  /// A timeline that begins with an activity at tick 0.
  public init(_ first: Activity = .rest) { segments = [Segment(start: 0, activity: first)] }

  /// From `time` on, `activity`; what was planned from there on is forgotten.
  public mutating func begin(_ activity: Activity, at time: Tick) {
    while let last = segments.last, last.start >= time, last.start > 0 { segments.removeLast() }
    if time == 0 { segments.removeAll() }
    segments.append(Segment(start: time, activity: activity))
  }

  /// From `time` on, which must not lie before the start of the last gesture, the hand reaches for something, for `length`; a
  /// gesture that lasts ends then.
  public mutating func gesture(at time: Tick, for length: Tick) {
    var all = gestures ?? []
    if let last = all.last, last.end > time { all[all.count - 1].end = time }
    all.append(Gesture(start: time, end: time.adding(length)))
    gestures = all
  }

  /// The gesture at a time; `nil` while there is none, and where there is no hand that does anything else than what it is
  /// doing: on a table, at a raised wrist, in a recording.
  func gesture(at time: Tick, during activity: Activity) -> Gesture? {
    guard let gestures, let last = gestures.last, time < last.end else { return nil }
    switch activity {
    case .still, .raise, .recorded: return nil
    case .rest, .sleep, .walk, .wave, .run: break
    }
    var (low, high) = (0, gestures.count)
    while low < high {
      let middle = (low + high) / 2
      if gestures[middle].end <= time { low = middle + 1 } else { high = middle }
    }
    return gestures[low].start <= time ? gestures[low] : nil
  }

  /// The number of the segment at a time.
  public func index(at time: Tick) -> Int {
    var (low, high) = (0, segments.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].start <= time { low = middle } else { high = middle }
    }
    return low
  }

  /// The activity at a time.
  public func activity(at time: Tick) -> Activity { segments[index(at: time)].activity }
}
