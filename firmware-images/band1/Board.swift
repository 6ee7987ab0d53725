/// band1's wiring: which part hangs on which pad.
enum Board {
  static var name: StaticString { "band1" }
  /// What the console says first, before the version.
  static var greeting: StaticString { "bandbox band1 " }

  static var chargerPresent: Pin { Pin(0, 1) }
  /// The tap of the cell's divider, an input of the converter.
  static let cellPad: UInt16 = 2
  static var transmit: Pin { Pin(0, 4) }
  static var chargerStatus: Pin { Pin(0, 7) }
  static var accelerometerSelect: Pin { Pin(1, 0) }
  static var motor: Pin { Pin(1, 1) }
  static var accelerometerReady: Pin { Pin(1, 2) }
  static var key: Pin { Pin(2, 9) }
  /// The colours of LED `number`, 0 to 2: red, green, blue.
  static func light(_ number: UInt, _ color: UInt) -> Pin { Pin(2, number * 3 + color) }

  nonisolated(unsafe) private(set) static var isMotorOn = false
  /// Bit n: pad n of port 2, an LED that is lit.
  nonisolated(unsafe) private(set) static var lights: UInt16 = 0

  /// Sets all pads up, with the levels that they had. Whatever was latched for a sleep is let go.
  static func configurePads() {
    motor.output(high: isMotorOn)
    for bit in 0..<9 as Range<UInt> { Pin(2, bit).output(high: lights & 1 << UInt16(bit) != 0) }
    key.configure(.gpio, .none)
    chargerPresent.configure(.gpio, .none)
    chargerStatus.configure(.gpio, .up)
    Pin(0, UInt(cellPad)).configure(.adc, .none)
    accelerometerSelect.output(high: true)
    accelerometerReady.configure(.gpio, .none)
    transmit.configure(.gpio, .none)
    Bus.start()
    Clocks.system.set(Clocks.padsFollow)
  }

  static func setMotor(_ isOn: Bool) {
    isMotorOn = isOn
    if isOn { motor.setHigh() } else { motor.setLow() }
  }

  static func setLights(_ bits: UInt16) {
    lights = bits
    Register(0x5000_3042).value = bits
    Register(0x5000_3044).value = ~bits & 0x1FF
  }
}
