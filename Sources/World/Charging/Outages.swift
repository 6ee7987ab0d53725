import Machine

/// When something that comes and goes is there.
public enum Outages: Hashable, Codable, Sendable {
  /// Every day in these windows of seconds after midnight, of which the run begins at `start`; a window may pass
  /// midnight.
  case daily([Window], start: UInt32)
  /// By chance: present and absent for times that have no memory, with these means in ticks.
  case random(up: Tick, down: Tick)

  /// A time of the day.
  public struct Window: Hashable, Codable, Sendable {
    /// Seconds after midnight, 0 ..< 86,400.
    public var from: UInt32
    /// Seconds after midnight, 0 ..< 86,400.
    public var to: UInt32

    /// A window in seconds after midnight.
    public init(from: UInt32, to: UInt32) {
      self.from = from % 86_400
      self.to = to % 86_400
    }

    func contains(_ second: UInt32) -> Bool {
      from <= to ? second >= from && second < to : second >= from || second < to
    }
  }

  /// Whether it is there at the beginning, and the ends of what follows, one after another.
  var isUpAtFirst: Bool {
    switch self {
    case .daily(let windows, let start): windows.contains { $0.contains(start % 86_400) }
    case .random: true
    }
  }

  /// How long the present state lasts that began at `now` as change number `index`; `nil` for ever.
  func length(isUp: Bool, index: UInt64, at now: Tick, noise: SeededNoise) -> Tick? {
    switch self {
    case .daily(let windows, let start):
      // Times of the day count from the run's beginning in whole seconds.
      let second = (UInt64(start) + now / Tick.perSecond) % 86_400
      let edges = windows.flatMap { [UInt64($0.from), UInt64($0.to)] }
      let waits = edges.map { ($0 + 86_400 - second - 1) % 86_400 + 1 }.sorted()
      let next = waits.first { wait in
        let then = UInt32((second + wait) % 86_400)
        return windows.contains { $0.contains(then) } != isUp
      }
      return next.map { $0 * Tick.perSecond - now % Tick.perSecond }
    case .random(let up, let down):
      // A chance of 1/256 in every 256th part of the mean: without logarithms, the same on every machine.
      let step = max((isUp ? up : down) / 256, 1)
      var count: UInt64 = 1
      while count < 16_384 && noise.bits(index << 16 | count) & 0xFF != 0 { count += 1 }
      return count * step
    }
  }
}
