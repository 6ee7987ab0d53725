/// A cell's open-circuit voltage at 25 degrees C over the state of charge, and how its resistance goes with that. Straight
/// between the points, the same on every machine.
public struct CellCurve: Hashable, Sendable {
  /// One point.
  public struct Point: Hashable, Codable, Sendable {
    /// Charge in millionths of the capacity.
    public var charge: Int64
    /// Open-circuit voltage in microvolts.
    public var microvolts: Int64
    /// Resistance in thousandths of that which coefficients give.
    public var resistancePermille: Int64

    /// A point.
    public init(charge: Int64, microvolts: Int64, resistancePermille: Int64) {
      self.charge = charge
      self.microvolts = microvolts
      self.resistancePermille = resistancePermille
    }
  }

  /// The most points.
  public static let limit = 1_000
  /// What it was made of.
  public let inner: [Point]
  /// In the order of the charge, from empty to full, with one or two beyond either end.
  public let points: [Point]
  /// Where the points are, in 1/2^32 of the capacity.
  private let places: [Int64]

  /// A curve from empty (0) to full (1,000,000): at least two points in the order of the charge, voltages that never fall.
  /// What is beyond them is an estimate, steep so that a cell that is driven there does not run along a plateau.
  public init(_ inner: [Point]) {
    self.inner = inner
    let (empty, full) = (inner[0], inner[inner.count - 1])
    points =
      [
        Point(charge: -50_000, microvolts: 0, resistancePermille: empty.resistancePermille * 2),
        Point(
          charge: -10_000, microvolts: empty.microvolts / 10 * 8,
          resistancePermille: empty.resistancePermille * 5 / 4),
      ] + inner + [
        Point(
          charge: 1_050_000, microvolts: full.microvolts + 400_000,
          resistancePermille: full.resistancePermille * 6 / 5)
      ]
    places = points.map { ($0.charge << 32) / 1_000_000 }
  }

  /// Dialog's battery profile for a small cell ("190 mAh PH12YT", in `custom_socf_battery_profile.h` of
  /// dialog-semiconductor/BLE_SDK10_examples, features/pxp_reporter_cmake/project/config): voltages at 1 mA and at 50 mA
  /// give the open-circuit voltage and the resistance. That gauge's 0 % lies at 3.69 V and its 100 % at 4.18 V; here they
  /// are 5 % and 98.2 % of the charge. Below and above is an estimate, down to 3.0 V at 0 and up to 4.2 V at 100 %.
  public static let smallPolymer = CellCurve([
    Point(charge: 0, microvolts: 3_000_000, resistancePermille: 2_400),
    Point(charge: 10_000, microvolts: 3_300_000, resistancePermille: 1_900),
    Point(charge: 25_000, microvolts: 3_560_000, resistancePermille: 1_400),
    Point(charge: 50_000, microvolts: 3_692_000, resistancePermille: 1_184),
    Point(charge: 143_200, microvolts: 3_731_000, resistancePermille: 1_102),
    Point(charge: 236_400, microvolts: 3_782_000, resistancePermille: 1_041),
    Point(charge: 329_600, microvolts: 3_829_000, resistancePermille: 1_000),
    Point(charge: 422_800, microvolts: 3_865_000, resistancePermille: 939),
    Point(charge: 516_000, microvolts: 3_896_000, resistancePermille: 918),
    Point(charge: 609_200, microvolts: 3_940_000, resistancePermille: 980),
    Point(charge: 702_400, microvolts: 3_990_000, resistancePermille: 1_020),
    Point(charge: 795_600, microvolts: 4_041_000, resistancePermille: 1_061),
    Point(charge: 888_800, microvolts: 4_098_000, resistancePermille: 1_122),
    Point(charge: 982_000, microvolts: 4_184_000, resistancePermille: 1_224),
    Point(charge: 1_000_000, microvolts: 4_200_000, resistancePermille: 1_240),
  ])

  /// A place on the curve, in 1/2^32 of the capacity: that of a charge in a full cell, both in pA·ticks.
  static func place(of charge: Int128, in full: Int128) -> Int64 {
    let full = max(full, 1)
    return Int64((min(max(charge, -full), 2 * full) << 32) / full)
  }

  /// Voltage in microvolts and resistance in thousandths, at a place.
  func values(at place: Int64) -> (microvolts: Int64, resistancePermille: Int64) {
    guard let next = places.firstIndex(where: { place < $0 }) else {
      return (points[points.count - 1].microvolts, points[points.count - 1].resistancePermille)
    }
    guard next > 0 else { return (points[0].microvolts, points[0].resistancePermille) }
    let (from, to) = (points[next - 1], points[next])
    let (part, whole) = (place - places[next - 1], places[next] - places[next - 1])
    return (
      from.microvolts + (to.microvolts - from.microvolts) * part / whole,
      from.resistancePermille + (to.resistancePermille - from.resistancePermille) * part / whole
    )
  }
}
