/// A charge with its uncertainty, in picoampere-ticks.
public struct ChargeBand: Hashable, Codable, Sendable {
  /// With every current at its lowest.
  public var low: Int128 = 0
  /// With every current as expected.
  public var typical: Int128 = 0
  /// With every current at its highest.
  public var high: Int128 = 0

  /// No charge.
  public init() {}

  /// Adds a current that flowed for `ticks`.
  @inlinable
  public mutating func add(_ current: CurrentBand, for ticks: Tick) {
    low &+= ChargeBand.product(current.low, ticks)
    typical &+= ChargeBand.product(current.typical, ticks)
    high &+= ChargeBand.product(current.high, ticks)
  }

  /// The sum.
  public static func + (a: ChargeBand, b: ChargeBand) -> ChargeBand {
    var sum = a
    sum.low += b.low
    sum.typical += b.typical
    sum.high += b.high
    return sum
  }

  /// The difference, each of the three on its own.
  public static func - (a: ChargeBand, b: ChargeBand) -> ChargeBand {
    var difference = a
    difference.low &-= b.low
    difference.typical &-= b.typical
    difference.high &-= b.high
    return difference
  }

  /// The charge of a current that flows for `ticks`, which must be below 2^63.
  @inlinable
  public static func product(_ current: Int64, _ ticks: Tick) -> Int128 {
    let wide = current.multipliedFullWidth(by: Int64(truncatingIfNeeded: ticks))
    return Int128(wide.high) << 64 | Int128(wide.low)
  }

  private enum Keys: String, CodingKey { case low, typical, high }

  /// Reads three decimal strings: JSON numbers do not hold 128 bits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    func value(_ key: Keys) throws -> Int128 {
      guard let value = Int128(try container.decode(String.self, forKey: key)) else {
        throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "expected a whole number")
      }
      return value
    }
    low = try value(.low)
    typical = try value(.typical)
    high = try value(.high)
  }

  /// Writes three decimal strings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(String(low), forKey: .low)
    try container.encode(String(typical), forKey: .typical)
    try container.encode(String(high), forKey: .high)
  }
}
