/// The rate of a clock as an exact fraction: edge n falls at floor(n * ticks / edges).
///
/// Crystal clocks of the band have `edges` = 1. RC oscillators and drifting crystals do not divide the tick; they are
/// rational, so that a clock never accumulates an error however long it runs.
public struct ClockRate: Hashable, Codable, Sendable {
  /// Ticks that `edges` edges take together; at least 1.
  public let ticks: UInt64
  /// Edges in that time; at least 1.
  public let edges: UInt64
  /// (2^64 - 1) / `ticks`, rounded down.
  @usableFromInline let reciprocal: UInt64

  /// A clock of `hertz` edges a second (at least 1; 0 counts as 1), reduced to lowest terms.
  public init(hertz: UInt64) {
    self.init(edges: hertz, per: Tick.perSecond)
  }

  /// `edges` edges in every `ticks` ticks (each at least 1; 0 counts as 1), reduced to lowest terms.
  public init(edges: UInt64, per ticks: Tick) {
    let e = Swift.max(edges, 1)
    let t = Swift.max(ticks, 1)
    let divisor = ClockRate.greatestCommonDivisor(e, t)
    self.edges = e / divisor
    self.ticks = t / divisor
    reciprocal = .max / (t / divisor)
  }

  /// This clock divided by `divisor` (at least 1). Exact, but for a clock slower than an edge in 2^64 ticks.
  public func divided(by divisor: UInt64) -> ClockRate {
    let divisor = Swift.max(divisor, 1)
    let common = ClockRate.greatestCommonDivisor(edges, divisor)
    let (t, overflow) = ticks.multipliedReportingOverflow(by: divisor / common)
    return ClockRate(edges: edges / common, per: overflow ? .max : t)
  }

  /// The time of edge `n`: floor(n * ticks / edges), clamped to the largest tick.
  @inlinable
  public func time(ofEdge n: UInt64) -> Tick {
    let product = n.multipliedFullWidth(by: ticks)
    if edges == 1 { return product.high == 0 ? product.low : .max }
    if product.high == 0 { return product.low / edges }
    return product.high < edges ? edges.dividingFullWidth(product).quotient : .max
  }

  /// The number of edges in (0, time]: the largest n with `time(ofEdge: n)` <= `time`, clamped to the largest `UInt64`.
  @inlinable
  public func edges(in time: Tick) -> UInt64 {
    if edges == 1 { return quotient(time) }
    // n * ticks / edges < time + 1  <=>  n * ticks < (time + 1) * edges  <=>  n <= (time * edges + edges - 1) / ticks
    let product = time.multipliedFullWidth(by: edges)
    let (low, carry) = product.low.addingReportingOverflow(edges &- 1)
    let high = product.high &+ (carry ? 1 : 0)
    if high == 0 { return low / ticks }
    return high < ticks ? ticks.dividingFullWidth((high, low)).quotient : .max
  }

  /// `time` / `ticks` by a multiplication, which every burst of the CPU asks for: the product is the quotient or one less.
  @inlinable @inline(__always)
  func quotient(_ time: Tick) -> UInt64 {
    let estimate = time.multipliedFullWidth(by: reciprocal).high
    return time &- estimate &* ticks >= ticks ? estimate &+ 1 : estimate
  }

  /// The first edge at or after `time`, clamped to the largest `UInt64`.
  @inlinable
  public func firstEdge(atOrAfter time: Tick) -> UInt64 {
    guard time > 0 else { return 0 }
    let before = edges(in: time &- 1)
    return before == .max ? before : before &+ 1
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

  private enum Keys: String, CodingKey { case ticks, edges }

  /// Reads `edges` and `ticks` and reduces them, so that no file makes a clock that divides by zero.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    self.init(
      edges: try container.decode(UInt64.self, forKey: .edges), per: try container.decode(Tick.self, forKey: .ticks))
  }

  /// Writes `edges` and `ticks`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(ticks, forKey: .ticks)
    try container.encode(edges, forKey: .edges)
  }
}
