/// The cell's voltage, and the charger's two signals.
enum Supply {
  /// VBUS is there.
  static var isPlugged: Bool { Board.chargerPresent.isHigh }
  /// The charger says that it charges.
  static var isCharging: Bool { !Board.chargerStatus.isHigh }

  /// Battery voltage in mV, the mean of two conversions: 2,047 are 1,200 mV at the tap, and the cell's are 133 of 33.
  static func millivolts() -> UInt32 {
    let sum = ADC.convert(pad: Board.cellPad) + ADC.convert(pad: Board.cellPad)
    return sum * 1200 / 2047 * 133 / 66
  }
}
