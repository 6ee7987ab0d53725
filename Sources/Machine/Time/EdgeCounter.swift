/// A free-running count of a clock's edges since an origin: what a timer block reads and what it predicts with.
public struct EdgeCounter: Codable, Sendable {
  /// The clock that is counted.
  public private(set) var rate: ClockRate
  /// The time of edge 0.
  public private(set) var origin: Tick

  /// Starts counting edges of `rate` at `origin`.
  public init(rate: ClockRate, origin: Tick) {
    self.rate = rate
    self.origin = origin
  }

  /// Edges since the origin at time `now`; 0 before the origin.
  public func count(at now: Tick) -> UInt64 { now <= origin ? 0 : rate.edges(in: now - origin) }

  /// The time of edge `n`, clamped to the largest tick.
  public func time(ofEdge n: UInt64) -> Tick { origin.adding(rate.time(ofEdge: n)) }
}
