/// What use and time have done to a voltage source since the start of the run, as integrals: exact, and the same however a
/// run is cut. The source says what they cost.
public struct SourceWear: Hashable, Sendable {
  /// Charge put in, in pA·ticks.
  public var chargedIn: Int128 = 0
  /// The same, each part of it times its rate in full charges an hour.
  public var hurried: Int128 = 0
  /// Charge put in above `SourceReading.chargeLimit`, in pA·ticks.
  public var excess: Int128 = 0
  /// `SourceReading.ageing` over time.
  public var aged: Int128 = 0
  /// Ticks during which `SourceReading.isStarved` was true.
  public var starved: Tick = 0

  /// No wear.
  public init() {}

  /// The rate of a charging current is taken in steps of 1/1,024 of a full charge an hour, up to 64.
  private static let rateSteps: Int64 = 1_024
  private static let rateLimit: Int64 = 64 * rateSteps

  /// Counts `inward` pA (more than 0), of which `net` flow into the source, for `ticks`. `hourly` pA fill it in an hour.
  mutating func take(_ inward: Int64, net: Int64, for ticks: Tick, hourly: Int64, limit: Int64) {
    chargedIn &+= ChargeBand.product(inward, ticks)
    let held = min(inward, CurrentBand.limit)
    let rate = min(held &* SourceWear.rateSteps / max(hourly, 1), SourceWear.rateLimit)
    hurried &+= ChargeBand.product(Int64(clamping: Int128(held) * Int128(rate) / Int128(SourceWear.rateSteps)), ticks)
    if net > limit { excess &+= ChargeBand.product(net &- limit, ticks) }
  }

  /// Every number within what the arithmetic of sources bears.
  var held: SourceWear {
    func held(_ value: Int128) -> Int128 { min(max(value, 0), Int128(1) << 110) }
    var next = self
    next.chargedIn = held(chargedIn)
    next.hurried = held(hurried)
    next.excess = held(excess)
    next.aged = held(aged)
    next.starved = min(starved, 1 << 62)
    return next
  }
}

/// Charges are decimal text in snapshots, as JSON numbers have no 128 bits.
extension SourceWear: Codable {
  private enum Keys: String, CodingKey { case chargedIn, hurried, excess, aged, starved }

  /// Reads what `encode` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    func charge(_ key: Keys) throws -> Int128 { Int128(try container.decode(String.self, forKey: key)) ?? 0 }
    chargedIn = try charge(.chargedIn)
    hurried = try charge(.hurried)
    excess = try charge(.excess)
    aged = try charge(.aged)
    starved = try container.decode(Tick.self, forKey: .starved)
  }

  /// Writes every integral by its name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(String(chargedIn), forKey: .chargedIn)
    try container.encode(String(hurried), forKey: .hurried)
    try container.encode(String(excess), forKey: .excess)
    try container.encode(String(aged), forKey: .aged)
    try container.encode(starved, forKey: .starved)
  }
}
