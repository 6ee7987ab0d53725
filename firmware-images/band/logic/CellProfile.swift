/// The cell as the gauge knows it: voltage at rest and resistance over the state of charge.
///
/// Source: Dialog's profile of a small cell ("190 mAh PH12YT", lilincun/U6, `custom_socf_battery_profile.h`), whose 0 % is
/// 5 % of the charge and whose 100 % is 98.2 %. Below and above it the curve is drawn to 3.0 and 4.2 V.
enum CellProfile {
  private static let points = 15
  /// States of charge in 1/1,000.
  private static let charges: InlineArray<15, UInt16> = [
    0, 10, 25, 50, 143, 236, 330, 423, 516, 609, 702, 796, 889, 982, 1000,
  ]
  /// Voltages at rest in mV, at 25 degrees Celsius.
  private static let voltages: InlineArray<15, UInt16> = [
    3000, 3300, 3560, 3692, 3731, 3782, 3829, 3865, 3896, 3940, 3990, 4041, 4098, 4184, 4200,
  ]
  /// Resistances in 1/1,000 of `milliohms`.
  private static let resistances: InlineArray<15, UInt16> = [
    2400, 1900, 1400, 1184, 1102, 1041, 1000, 939, 918, 980, 1020, 1061, 1122, 1224, 1240,
  ]
  /// Resistance of a third-full cell of 70 mAh at 25 degrees Celsius after minutes of current, in mOhm: the profile's,
  /// scaled by the capacity, and 50 for the protection circuit.
  static let milliohms: Int32 = 2_764

  /// The state of charge at rest with a voltage in mV, in 1/1,000: 0 ... 1,000.
  static func permille(at millivolts: Int32) -> Int32 {
    if millivolts <= Int32(voltages[0]) { return 0 }
    if millivolts >= Int32(voltages[points - 1]) { return 1000 }
    var index = 0
    while millivolts >= Int32(voltages[index + 1]) { index += 1 }
    return between(millivolts, Int32(voltages[index]), Int32(voltages[index + 1]), charges, index)
  }

  /// The voltage at rest, in mV.
  static func millivolts(at permille: Int32) -> Int32 { value(at: permille, voltages) }

  /// The resistance at a state of charge in 1/1,000 of `milliohms`.
  static func resistance(at permille: Int32) -> Int32 { value(at: permille, resistances) }

  private static func value(at permille: Int32, _ values: InlineArray<15, UInt16>) -> Int32 {
    if permille <= 0 { return Int32(values[0]) }
    if permille >= 1000 { return Int32(values[points - 1]) }
    var index = 0
    while permille >= Int32(charges[index + 1]) { index += 1 }
    return between(permille, Int32(charges[index]), Int32(charges[index + 1]), values, index)
  }

  /// Straight between two points.
  private static func between(
    _ place: Int32, _ from: Int32, _ to: Int32, _ values: InlineArray<15, UInt16>, _ index: Int
  ) -> Int32 {
    let (start, end) = (Int32(values[index]), Int32(values[index + 1]))
    return start + (end - start) * (place - from) / (to - from)
  }

  /// How much larger the resistance is than at 25 degrees Celsius, in 1/1,000, where nobody has measured it: twice for
  /// each 15 K of cold. Sources differ from 7 to 20 K; the gauge allows for half and twice as much.
  static func coldFactor(_ celsius: Int32) -> Int32 {
    var factor: Int32 = 1000
    var degrees = min(max(25 - celsius, -20), 60)
    while degrees >= 15 {
      factor *= 2
      degrees -= 15
    }
    while degrees < 0 {
      factor = factor * 955 / 1000
      degrees += 1
    }
    return factor + factor * degrees / 15
  }
}
