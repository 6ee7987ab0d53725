import Machine

/// Virtual time between two looks at the outside world while nobody is attached: as much as the host runs in a few
/// milliseconds, so that looking costs nothing beside running, and whoever comes is soon noticed. How a run is cut changes
/// nothing in it.
struct SliceLength {
  private static let range: ClosedRange<Tick> = Tick.milliseconds(1)...Tick.seconds(UInt64(2))
  /// What a slice is to take of the host's time: 4 ms, at most twice that, at least half of it.
  private static let (least, most): (Duration, Duration) = (.milliseconds(2), .milliseconds(8))

  private(set) var ticks: Tick = .milliseconds(64)

  /// The last slice took the host so long.
  mutating func note(_ time: Duration) {
    if time > Self.most {
      ticks = max(ticks / 2, Self.range.lowerBound)
    } else if time < Self.least {
      ticks = min(ticks * 2, Self.range.upperBound)
    }
  }
}
