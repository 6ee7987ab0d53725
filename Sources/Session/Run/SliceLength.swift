import Machine

/// Virtual time between two looks at the outside world while nobody is attached: as much as the host runs in a few
/// milliseconds, so that looking costs nothing beside running, and whoever comes is soon noticed. How a run is cut changes
/// nothing in it.
struct SliceLength {
  private static let range: ClosedRange<Tick> = Tick.milliseconds(1)...Tick.seconds(UInt64(2))
  private static let aim: Duration = .milliseconds(4)

  private(set) var ticks: Tick = .milliseconds(64)

  /// The last slice took the host so long.
  mutating func note(_ time: Duration) {
    if time > Self.aim * 2 {
      ticks = max(ticks / 2, Self.range.lowerBound)
    } else if time < Self.aim / 2 {
      ticks = min(ticks * 2, Self.range.upperBound)
    }
  }
}
