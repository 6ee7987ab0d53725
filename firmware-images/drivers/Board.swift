/// The band's wiring: which part hangs on which pad.
enum Board {
  static var name: StaticString { "miband2" }
  /// What the console says first, before the version.
  static var greeting: StaticString { "bandbox band " }
  /// What the shell says of the sensors.
  static var accelerometerName: StaticString { "accelerometer adxl362\n" }
  static var pulseNameOn: StaticString { "heart rate as7000, measuring\n" }
  static var pulseNameOff: StaticString { "heart rate as7000, off\n" }

  static var touch: Pin { Pin(1, 0) }
  static var cableDetect: Pin { Pin(1, 2) }
  /// Heart-rate module: result ready, active low; and its supply switch.
  static var pulseReady: Pin { Pin(1, 6) }
  static var pulseSupply: Pin { Pin(1, 7) }
  static var accelerometerSelect: Pin { Pin(3, 3) }
  static var accelerometerReady: Pin { Pin(3, 4) }
  static var panelSelect: Pin { Pin(4, 2) }
  static var panelData: Pin { Pin(4, 3) }
  static var panelReset: Pin { Pin(4, 4) }
  static var panelSupply: Pin { Pin(4, 5) }
  static var motor: Pin { Pin(4, 6) }

  /// What the switched outputs were set to. The pads keep their levels in deep sleep, but the registers that drive them
  /// do not, so every wake-up writes them again from here.
  nonisolated(unsafe) static var isPanelOn = false
  nonisolated(unsafe) static var isPulseOn = false
  nonisolated(unsafe) static var isMotorOn = false

  /// Sets all pads up, then lets them follow their registers.
  static func configurePads() {
    touch.configure(.gpio, .none)
    cableDetect.configure(.gpio, .none)
    accelerometerSelect.output(high: true)
    accelerometerReady.configure(.gpio, .none)
    Pin(3, 5).configure(.gpio, .none)
    Pin(3, 0).configure(.spiClock, .output)
    Pin(3, 1).configure(.spiIn, .none)
    Pin(3, 2).configure(.spiOut, .output)
    configurePanelPads()
    pulseReady.configure(.gpio, isPulseOn ? .up : .none)
    pulseSupply.output(high: isPulseOn)
    // Nothing holds its bus while the module has no supply, and an input that floats takes current.
    Pin(3, 6).configure(isPulseOn ? .i2cClock : .gpio, isPulseOn ? .up : .down)
    Pin(3, 7).configure(isPulseOn ? .i2cData : .gpio, isPulseOn ? .up : .down)
    motor.output(high: isMotorOn)
    Clocks.system.set(1 << 5)
  }

  /// The panel's wires stay low while its supply is off, so that no current flows into it through its inputs.
  private static func configurePanelPads() {
    panelSupply.output(high: isPanelOn)
    panelReset.output(high: isPanelOn)
    panelSelect.output(high: isPanelOn)
    panelData.output(high: false)
    if isPanelOn {
      Pin(4, 0).configure(.spi2Clock, .output)
      Pin(4, 1).configure(.spi2Out, .output)
    } else {
      Pin(4, 0).output(high: false)
      Pin(4, 1).output(high: false)
    }
  }

  static func setPanel(_ isOn: Bool) {
    isPanelOn = isOn
    configurePanelPads()
  }

  static func setPulse(_ isOn: Bool) {
    isPulseOn = isOn
    configurePads()
  }

  static func setMotor(_ isOn: Bool) {
    isMotorOn = isOn
    motor.output(high: isOn)
  }
}
