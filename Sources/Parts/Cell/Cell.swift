import Machine

/// A lithium-polymer cell with its protection circuit: open-circuit voltage and resistance over the state of charge.
///
/// The curve is Dialog's battery profile for a small cell ("190 mAh PH12YT", public in lilincun/U6,
/// `config/custom_socf_battery_profile.h`): voltages at 1 mA and at 50 mA give the open-circuit voltage and the resistance,
/// which is scaled by the capacity. That gauge's 0 % lies at 3.69 V and its 100 % at 4.18 V; here they are 5 % and 98.2 % of
/// the charge. Below and above the curve is an estimate, down to 3.0 V at 0 and up to 4.2 V at 100 %. Both are straight
/// between the points, exact in integers.
///
/// Around that curve stand the effects of `Coefficients`: a part of the resistance takes time, the cold takes capacity
/// from the empty end and multiplies the resistance, and cycles take capacity from the full end and add resistance.
/// Hysteresis is left out.
public final class Cell: VoltageSource {
  /// One point of a curve.
  struct Point {
    /// Charge in millionths of the capacity.
    var charge: Int64
    /// Open-circuit voltage in microvolts.
    var microvolts: Int64
    /// Resistance of a cell of 190 mAh in milliohms.
    var milliohms: Int64
  }

  static let curve: [Point] = [
    // The ends lie beyond empty and full, so that a cell that is driven there does not run along a plateau (estimate).
    Point(charge: -50_000, microvolts: 0, milliohms: 5_000),
    Point(charge: -10_000, microvolts: 2_400_000, milliohms: 3_000),
    Point(charge: 0, microvolts: 3_000_000, milliohms: 2_400),
    Point(charge: 10_000, microvolts: 3_300_000, milliohms: 1_900),
    Point(charge: 25_000, microvolts: 3_560_000, milliohms: 1_400),
    Point(charge: 50_000, microvolts: 3_692_000, milliohms: 1_184),
    Point(charge: 143_200, microvolts: 3_731_000, milliohms: 1_102),
    Point(charge: 236_400, microvolts: 3_782_000, milliohms: 1_041),
    Point(charge: 329_600, microvolts: 3_829_000, milliohms: 1_000),
    Point(charge: 422_800, microvolts: 3_865_000, milliohms: 939),
    Point(charge: 516_000, microvolts: 3_896_000, milliohms: 918),
    Point(charge: 609_200, microvolts: 3_940_000, milliohms: 980),
    Point(charge: 702_400, microvolts: 3_990_000, milliohms: 1_020),
    Point(charge: 795_600, microvolts: 4_041_000, milliohms: 1_061),
    Point(charge: 888_800, microvolts: 4_098_000, milliohms: 1_122),
    Point(charge: 982_000, microvolts: 4_184_000, milliohms: 1_224),
    Point(charge: 1_000_000, microvolts: 4_200_000, milliohms: 1_240),
    Point(charge: 1_050_000, microvolts: 4_600_000, milliohms: 1_500),
  ]

  /// Resistance of the protection circuit's two transistors: an 8205-class pair (estimate), in milliohms.
  public static let protectionMilliohms: Int64 = 50
  /// Over-charge protection: DW01-class circuits disconnect at 4.25 to 4.30 V; no charge level of the SoC that fits the
  /// cell comes near it.
  public static let overchargeMicrovolts: Int64 = 4_280_000
  /// Over-current protection: 150 mV over the transistors (DW01A data sheet), in milliamperes.
  public static let overcurrentMilliamperes: Int64 = 150_000 / protectionMilliohms

  /// Charge of the full cell at the start of the run, in pA·ticks.
  public let capacity: Int128
  /// DW01A (hmsemi data sheet): over-discharge detection at 2.40 V.
  public let cutOffMicrovolts: Int64 = 2_400_000
  /// Over-charge protection of the whole circuit.
  public var overchargeMicrovolts: Int64 { Cell.overchargeMicrovolts }
  /// Charge of the cell when it was new, in pA·ticks.
  let newCapacity: Int128
  private let behaviour: CellBehaviour

  /// A new cell of a capacity in mAh (1 ... 100,000) with nothing but the curve.
  public init(milliampereHours: Int) {
    let held = Int128(min(max(milliampereHours, 1), 100_000))
    newCapacity = held * 3_600 * 1_000_000_000 * Int128(Tick.perSecond)
    capacity = newCapacity
    behaviour = CellBehaviour()
  }

  /// A cell that has been through `cycles` full charges (0 ... 10,000).
  public init(_ coefficients: Coefficients, cycles: Int = 0) {
    newCapacity = Charge.milliampereHours(min(max(coefficients.capacity.typical, 0.001), 100_000))
    behaviour = CellBehaviour(coefficients, cycles: cycles)
    capacity = behaviour.capacity(newCapacity, chargedIn: 0)
  }

  /// The charge at a state of charge in percent, in pA·ticks.
  public func charge(percent: Int) -> Int128 { capacity * Int128(percent) / 100 }

  /// The voltage at a remaining charge without load at 25 degrees C, as at the start of the run.
  public func openCircuitMicrovolts(charge: Int128) -> Int64 { interpolate(charge, \.microvolts, capacity) }

  /// The whole resistance at a remaining charge at 25 degrees C: the smaller the cell, the larger.
  public func milliohms(charge: Int128) -> Int64 {
    behaviour.scaled(scaled(interpolate(charge, \.milliohms, capacity)), SourceConditions(), newCapacity)
      + Cell.protectionMilliohms
  }

  /// What the cell is like.
  public func reading(charge: Int128, conditions: SourceConditions) -> SourceReading {
    let full = behaviour.capacity(newCapacity, chargedIn: conditions.chargedIn)
    let place = behaviour.place(of: charge, in: full, milliCelsius: conditions.milliCelsius)
    let whole = behaviour.scaled(scaled(interpolate(place, \.milliohms, full)), conditions, newCapacity)
    let slow = whole * behaviour.transientPermille / 1_000
    var reading = SourceReading(
      openCircuitMicrovolts: interpolate(place, \.microvolts, full) + behaviour.shift(conditions.milliCelsius),
      milliohms: whole - slow + Cell.protectionMilliohms, capacity: full)
    reading.transientMilliohms = slow
    reading.transientHalfLife = behaviour.halfLife
    return reading
  }

  /// Resistance of the cell for that of 190 mAh.
  private func scaled(_ milliohms: Int64) -> Int64 {
    let reference = Int128(190 * 3_600) * 1_000_000_000 * Int128(Tick.perSecond)
    return Int64(min(Int128(milliohms) * reference / newCapacity, 1_000_000_000))
  }

  /// The remaining charge at which the open-circuit voltage first reaches a value: what a gauge without history would
  /// say. In pA·ticks, between 0 and the capacity.
  public func charge(openCircuitMicrovolts target: Int64) -> Int128 {
    var (low, high) = (Int128(0), capacity)
    while low < high {
      let middle = (low + high) / 2
      if openCircuitMicrovolts(charge: middle) < target { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func interpolate(_ charge: Int128, _ value: (Point) -> Int64, _ capacity: Int128) -> Int64 {
    let curve = Cell.curve
    func position(_ point: Point) -> Int128 { capacity * Int128(point.charge) / 1_000_000 }
    guard let place = curve.firstIndex(where: { charge < position($0) }) else { return value(curve[curve.count - 1]) }
    guard place > 0 else { return value(curve[0]) }
    let (from, to) = (position(curve[place - 1]), position(curve[place]))
    let (start, end) = (value(curve[place - 1]), value(curve[place]))
    return start + Int64(Int128(end - start) * (charge - from) / (to - from))
  }
}
