/// The tracker's wiring, as far as this image uses it. The display is dark after power-on, and stays so.
enum Board {
  /// The tap of the cell's divider is AIN4 on P0.03.
  static let cellInput: UInt32 = 4
  static var sensorData: Pin { Pin(14) }
  static var sensorClock: Pin { Pin(16) }

  nonisolated(unsafe) private(set) static var isPulseOn = false

  static func start() {
    TWI1.start(clock: sensorClock, data: sensorData)
    PulseSensor.sleep()
  }

  static func setPulse(_ isOn: Bool) { isPulseOn = isOn }

  /// How full the cell is, in percent, by its voltage: 1,200 mV at the tap are full scale, and the cell's are 133 of 33.
  static func batteryPercent() -> UInt8 {
    let millivolts = (ADC.convert(input: cellInput) * 2 + 1) * 1_200 / 2_048 * 133 / 33
    return UInt8(CellProfile.permille(at: Int32(millivolts)) / 10)
  }
}
