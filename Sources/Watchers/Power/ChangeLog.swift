import Machine

/// Every change of many tracks inside a window of time, exact to the tick; of what lies before the window it keeps the
/// latest values only, so that the window begins with them.
///
/// Several changes of a track within one tick count as one: the last. When `limit` changes are there the window ends.
package struct ChangeLog: Sendable {
  /// One change.
  package struct Change: Equatable, Sendable {
    /// When.
    package var time: Tick
    /// The track's number.
    package var track: Int32
    /// What it is from then on.
    package var value: Int64
  }

  /// Changes that are kept at most: 24 bytes each.
  package static let limit = 4_000_000

  /// The window that was asked for.
  let window: Range<Tick>
  /// In the order of time.
  package private(set) var changes: [Change] = []
  /// Where the log stopped for want of room; `nil` where it did not.
  package private(set) var overflow: Tick?
  private var values: [Int64?] = []
  private var latest: [Int] = []
  private var isOpen = false
  private let limit: Int

  /// An empty log of `tracks` tracks.
  init(window: Range<Tick>, tracks: Int, limit: Int = ChangeLog.limit) {
    self.window = window
    self.limit = limit
    values = Array(repeating: nil, count: tracks)
    latest = Array(repeating: -1, count: tracks)
  }

  /// Whether nothing more will be kept.
  func isOver(at now: Tick) -> Bool { overflow != nil || now >= window.upperBound }

  /// The window that was really recorded, of a run that ended at `end`.
  func recorded(until end: Tick) -> Range<Tick> {
    let last = max(min(overflow ?? .max, window.upperBound, end), window.lowerBound)
    return window.lowerBound..<last
  }

  /// `track` is `value` from `now` on.
  mutating func set(_ track: Int, _ value: Int64, at now: Tick) {
    if isOver(at: now) { return }
    open(at: now)
    guard values[track] != value else { return }
    values[track] = value
    if isOpen { append(track, value, max(now, window.lowerBound)) }
  }

  /// Something happens on `track` at `now`, whether or not it did before.
  mutating func mark(_ track: Int, _ value: Int64, at now: Tick) {
    if isOver(at: now) || now < window.lowerBound { return }
    open(at: now)
    append(track, value, now)
  }

  /// Ends the recording: a window in which nothing changed still begins with the latest values.
  package mutating func finish(at end: Tick) {
    if end >= window.lowerBound && overflow == nil { open(at: end) }
  }

  private mutating func open(at now: Tick) {
    guard !isOpen, now >= window.lowerBound else { return }
    isOpen = true
    for (track, value) in values.enumerated() { if let value { append(track, value, window.lowerBound) } }
  }

  private mutating func append(_ track: Int, _ value: Int64, _ now: Tick) {
    let last = latest[track]
    if last >= 0 && changes[last].time == now {
      changes[last].value = value
      return
    }
    guard changes.count < limit else {
      overflow = now
      return
    }
    latest[track] = changes.count
    changes.append(Change(time: now, track: Int32(track), value: value))
  }
}
