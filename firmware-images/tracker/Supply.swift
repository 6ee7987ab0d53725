/// The cell's voltage, the charger's two signals, and a count of the charge, which no part of this board counts: it is estimated
/// from what is on.
enum Supply {
  /// VBUS is there.
  static var isPlugged: Bool { Board.chargerPresent.isHigh }
  /// The charger says that it charges.
  static var isCharging: Bool { !Board.chargerStatus.isHigh }

  /// Battery voltage in mV, the mean of four conversions: 1,200 mV at the tap are full scale, and the cell's are 133 of 33.
  static func millivolts() -> UInt32 {
    var sum: UInt32 = 0
    for _ in 0..<4 { sum += ADC.convert(input: Board.cellInput) }
    return (sum * 2 + 4) * 1200 / 1024 * 133 / (33 * 8)
  }

  /// The die's temperature in degrees Celsius.
  static func celsius() -> Int32 { Temperature.quarters() / 4 }

  // MARK: The count of the charge

  /// What is taken to flow, in uA: asleep, worn; display, pulse sensor, motor, cable on top; into the cell while charging, and
  /// at constant voltage, where it falls to a tenth, on average.
  private static let asleep: Int64 = 25
  private static let display: Int64 = 2_500
  private static let pulse: Int64 = 300
  private static let motor: Int64 = 60_000
  private static let cable: Int64 = 1_200
  private static let charging: Int64 = 30_000
  private static let ending: Int64 = 12_000
  /// A step of `GaugeReading.count`, 0.8906 mA.s, in uA times ticks.
  private static let step: Int64 = 911_974

  nonisolated(unsafe) private static var steps: UInt32 = 0
  nonisolated(unsafe) private static var rest: Int64 = 0
  nonisolated(unsafe) private static var countedAt: UInt32 = 0
  /// What has flowed since `countedAt`, in uA into the cell.
  nonisolated(unsafe) private static var flow: Int64 = -asleep
  /// Whether the charger holds the voltage.
  nonisolated(unsafe) static var isConstantVoltage = false

  /// Begins to count. Nothing has counted on through a reset.
  static func startCounting() -> Bool {
    countedAt = Timebase.now
    return false
  }

  /// The count, as `GaugeReading.count` has it. Looked at on every turn of the main loop, so that what is on is accounted for
  /// while it is.
  static var count: UInt32 {
    rest += flow * Int64(Timebase.now &- countedAt)
    countedAt = Timebase.now
    while rest >= step {
      rest -= step
      steps &+= 1
    }
    while rest < 0 {
      rest += step
      steps &-= 1
    }
    flow = isPlugged ? 0 : -asleep
    if isPlugged, isCharging { flow = isConstantVoltage ? ending : charging }
    if !isPlugged {
      if Board.isPanelOn { flow -= display }
      if Board.isPulseOn { flow -= pulse }
      if Cable.isOpen { flow -= cable }
      if Board.isMotorOn { flow -= motor }
    }
    return steps & 0xFF_FFFF
  }

  /// What the gauge of the cell wants to know.
  static func reading(isPlugged: Bool, isQuiet: Bool) -> GaugeReading {
    GaugeReading(
      millivolts: millivolts(), count: count, time: Timebase.now, celsius: celsius(), isPlugged: isPlugged,
      isQuiet: isQuiet)
  }
}
