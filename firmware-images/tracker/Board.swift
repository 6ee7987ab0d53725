/// The tracker's wiring: which part hangs on which pad.
enum Board {
  static var name: StaticString { "tracker" }
  /// What the console says first, before the version.
  static var greeting: StaticString { "bandbox tracker " }
  /// What the shell says of the sensors.
  static var accelerometerName: StaticString { "accelerometer kx022\n" }
  static var pulseNameOn: StaticString { "heart rate si1143, measuring\n" }
  static var pulseNameOff: StaticString { "heart rate si1143, off\n" }

  static var panelData: Pin { Pin(0) }
  static var panelClock: Pin { Pin(1) }
  static var panelDataIn: Pin { Pin(2) }
  /// The tap of the cell's divider is AIN4 on P0.03.
  static let cellInput: UInt32 = 4
  static var button: Pin { Pin(4) }
  static var chargerStatus: Pin { Pin(5) }
  static var motor: Pin { Pin(6) }
  static var touch: Pin { Pin(7) }
  static var sensorData: Pin { Pin(14) }
  static var accelerometerReady: Pin { Pin(15) }
  static var sensorClock: Pin { Pin(16) }
  static var receive: Pin { Pin(17) }
  static var transmit: Pin { Pin(18) }
  static var chargerPresent: Pin { Pin(19) }
  static var panelSelect: Pin { Pin(29) }
  static var panelReset: Pin { Pin(30) }

  nonisolated(unsafe) private(set) static var isPanelOn = false
  nonisolated(unsafe) private(set) static var isPulseOn = false
  nonisolated(unsafe) private(set) static var isMotorOn = false

  /// Sets all pads up; those that are listened to are `Sleep`'s.
  static func configurePads() {
    panelSelect.output(high: true)
    panelReset.output(high: true)
    panelData.output(high: false)
    motor.output(high: false)
    chargerStatus.input(.up)
    SPI0.start(clock: panelClock, dataOut: panelDataIn)
    TWI1.start(clock: sensorClock, data: sensorData)
    Panel.sleep()
    PulseSensor.sleep()
  }

  static func setPanel(_ isOn: Bool) { isPanelOn = isOn }

  static func setPulse(_ isOn: Bool) { isPulseOn = isOn }

  static func setMotor(_ isOn: Bool) {
    isMotorOn = isOn
    if isOn { motor.setHigh() } else { motor.setLow() }
  }
}
