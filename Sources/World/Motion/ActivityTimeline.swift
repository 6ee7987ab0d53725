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

  /// A timeline that begins with an activity at tick 0.
  public init(_ first: Activity = .rest) { segments = [Segment(start: 0, activity: first)] }

  /// From `time` on, `activity`; what was planned from there on is forgotten.
  public mutating func begin(_ activity: Activity, at time: Tick) {
    while let last = segments.last, last.start >= time, last.start > 0 { segments.removeLast() }
    if time == 0 { segments.removeAll() }
    segments.append(Segment(start: time, activity: activity))
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
