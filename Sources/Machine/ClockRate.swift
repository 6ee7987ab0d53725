/// The rate of a clock as an exact fraction: edge n falls at floor(n * ticks / edges).
///
/// Crystal clocks of the band have `edges` = 1. RC oscillators and drifting crystals do not divide the tick; they are
/// rational, so that a clock never accumulates an error however long it runs.
public struct ClockRate: Hashable, Codable, Sendable {
  /// Ticks that `edges` edges take together; at least 1.
  public let ticks: UInt64
  /// Edges in that time; at least 1.
  public let edges: UInt64

  /// A clock of `hertz` edges a second (1 ... 1,536,000,000), reduced to lowest terms.
  public init(hertz: UInt64) {
    self.init(edges: hertz, per: Tick.perSecond)
  }

  /// `edges` edges in every `ticks` ticks, both at least 1, reduced to lowest terms.
  public init(edges: UInt64, per ticks: Tick) {
    let e = Swift.max(edges, 1)
    let t = Swift.max(ticks, 1)
    let divisor = ClockRate.greatestCommonDivisor(e, t)
    self.edges = e / divisor
    self.ticks = t / divisor
  }

  /// This clock divided by `divisor` (at least 1).
  public func divided(by divisor: UInt64) -> ClockRate {
    let (t, overflow) = ticks.multipliedReportingOverflow(by: Swift.max(divisor, 1))
    return ClockRate(edges: edges, per: overflow ? .max : t)
  }

  /// The time of edge `n`: floor(n * ticks / edges), held at the largest tick.
  @inlinable
  public func time(ofEdge n: UInt64) -> Tick {
    if edges == 1 { return n &* ticks }
    let product = n.multipliedFullWidth(by: ticks)
    return product.high < edges ? edges.dividingFullWidth(product).quotient : .max
  }

  /// The number of edges in (0, time]: the largest n with `time(ofEdge: n)` <= `time`.
  @inlinable
  public func edges(in time: Tick) -> UInt64 {
    if edges == 1 { return time / ticks }
    // n * ticks / edges < time + 1  <=>  n * ticks < (time + 1) * edges  <=>  n <= ((time + 1) * edges - 1) / ticks
    var product = (time &+ 1).multipliedFullWidth(by: edges)
    if product.low == 0 { product.high &-= 1 }
    product.low &-= 1
    return product.high < ticks ? ticks.dividingFullWidth(product).quotient : .max
  }

  /// The first edge at or after `time`.
  @inlinable
  public func firstEdge(atOrAfter time: Tick) -> UInt64 {
    time == 0 ? 0 : edges(in: time &- 1) &+ 1
  }

  /// Edges a second, rounded down.
  public var hertz: UInt64 {
    let product = edges.multipliedFullWidth(by: Tick.perSecond)
    return product.high < ticks ? ticks.dividingFullWidth(product).quotient : .max
  }

  private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return x
  }
}
