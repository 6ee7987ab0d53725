/// Amounts of charge are `Int128` picoampere-ticks: exact products of integer currents and integer times, so that
/// splitting a run in two gives the same total.
public enum Charge {
  /// Picoampere-ticks in a nanocoulomb.
  public static let perNanocoulomb: Int128 = 1_000 * Int128(Tick.perSecond)

  /// A charge in whole nanocoulombs, rounded to the nearest, halves away from zero.
  public static func nanocoulombs(_ charge: Int128) -> Int64 {
    let half = charge < 0 ? -perNanocoulomb / 2 : perNanocoulomb / 2
    return Int64(clamping: (charge + half) / perNanocoulomb)
  }

  /// A charge in microampere-hours, for people.
  public static func microampereHours(_ charge: Int128) -> Double {
    Double(charge) / (3_600.0 * 1e6 * Double(Tick.perSecond))
  }

  /// The charge of a number of milliampere-hours, to the nearest nanoampere-hour; clamped to 0 ... 1,000,000 Ah.
  public static func milliampereHours(_ count: Double) -> Int128 {
    let nanoampereHours = count > 0 ? Int64(min(count, 1e9) * 1e6 + 0.5) : 0
    return Int128(nanoampereHours) * 3_600 * 1_000 * Int128(Tick.perSecond)
  }
}
