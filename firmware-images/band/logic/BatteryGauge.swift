/// From the battery's voltage to a state of charge that people can believe: it does not rise while nothing charges, nor
/// fall while something does.
struct BatteryGauge {
  /// The voltage last taken, in mV; 0 before the first.
  private(set) var millivolts: UInt32 = 0
  /// State of charge, 0 to 100.
  private(set) var percent: UInt32 = 0
  private var hasValue = false

  /// The voltage at 1 mA for 0, 10 ... 100 %, in mV (profile of a small lithium cell in gauge software for this
  /// chip family), and how it falls away below.
  private static let curve: InlineArray<11, UInt16> = [
    3691, 3730, 3781, 3828, 3864, 3895, 3939, 3989, 4040, 4097, 4183,
  ]
  /// The profile ends at 3.69 V; from there to an empty cell the last few percent are drawn straight.
  private static let empty: UInt32 = 3000
  private static let lastPercent: UInt32 = 4

  init() {}

  /// The state of charge at rest with this voltage, 0 to 100.
  static func percent(at millivolts: UInt32) -> UInt32 {
    if millivolts <= empty { return 0 }
    if millivolts >= UInt32(curve[10]) { return 100 }
    if millivolts < UInt32(curve[0]) {
      return (millivolts - empty) * lastPercent / (UInt32(curve[0]) - empty)
    }
    var index = 0
    while millivolts >= UInt32(curve[index + 1]) { index += 1 }
    let low = UInt32(curve[index])
    let tenths = UInt32(index) * 100 + (millivolts - low) * 100 / (UInt32(curve[index + 1]) - low)
    return lastPercent + tenths * (100 - lastPercent) / 1000
  }

  /// Takes a voltage. While charging, the current's share of it is taken off first: `current` in mA through the cell's
  /// 3 ohms or so.
  mutating func take(millivolts measured: UInt32, chargeCurrent current: UInt32) {
    millivolts = measured
    let atRest = measured - min(measured, current * 3)
    let now = Self.percent(at: atRest)
    if !hasValue {
      percent = now
    } else if current > 0 {
      percent = max(percent, now)
    } else if now < percent {
      percent = now
    } else if now > percent + 10 {
      // A cell that recovered this much was changed, or charged while nobody looked.
      percent = now
    }
    hasValue = true
  }

  /// The charger says that the cell is full.
  mutating func setFull() { percent = 100 }
}
