import Machine

/// What a chip is doing, and how long it has been doing what.
public struct ModeAccount: Sendable {
  /// What it is doing.
  public private(set) var mode: Mode
  /// When it began that.
  public private(set) var since: Tick
  /// Ticks in each mode before.
  public private(set) var spent: [Mode: Tick]

  /// An account that goes on from there.
  public init(_ mode: Mode = .off, since: Tick, spent: [Mode: Tick] = [:]) {
    self.mode = mode
    self.since = since
    self.spent = spent
  }

  /// Takes note that the chip begins another mode.
  public mutating func enter(_ next: Mode, at now: Tick) {
    spent[mode, default: 0] &+= now - since
    since = now
    mode = next
  }

  /// Ticks spent in each mode up to `now`, with 0 for those that it never was in.
  public func ticks(until now: Tick) -> [Mode: Tick] {
    var result = Dictionary(uniqueKeysWithValues: Mode.allCases.map { ($0, spent[$0] ?? 0) })
    result[mode, default: 0] &+= now - since
    return result
  }
}
