/// What a cell has lost of its capacity for good, in millionths of that of the new cell, by cause.
public struct CellLosses: Hashable, Codable, Sendable {
  /// What is left at the least: 1 %.
  static let leastLeft: Int64 = 10_000
  /// Full charges, those before the run included, and the rate of those within it.
  public var cycles: Int64 = 0
  /// Time, by temperature and state of charge.
  public var calendar: Int64 = 0
  /// Lithium plated by charging faster than the temperature permits.
  public var plating: Int64 = 0
  /// Time below the voltage at which the anode's copper dissolves.
  public var deepDischarge: Int64 = 0

  /// All causes together; at most 99 %.
  public var total: Int64 { min(cycles + calendar + plating + deepDischarge, 1_000_000 - Self.leastLeft) }
  /// Whether there is nothing to charge any more.
  public var isDead: Bool { total == 1_000_000 - Self.leastLeft }
}
