import Machine

/// Blocks of the peripheral domain as loads: on while they are clocked, or enabled.
final class PeripheralLoads {
  private let serial: [(load: Load<OscillatorState>, gates: UInt32)]
  private let adc: Load<OscillatorState>

  init(on net: PowerNet, _ coefficients: DA14580.PeripheralCoefficients) {
    func load(_ name: String, _ coefficient: Coefficient) -> Load<OscillatorState> {
      Load(
        "\(DA14580.coreComponent) \(name)", on: net, initial: .off, currents: [.off: .zero, .on: coefficient.current],
        silent: [.off])
    }
    serial = [
      (load("UART", coefficients.uart), 1 << 7 | 1 << 6), (load("SPI", coefficients.spi), 1 << 11),
      (load("I2C", coefficients.i2c), 1 << 5),
    ]
    adc = load("GPADC", coefficients.adc)
  }

  /// Draws what the gates of CLK_PER_REG and the converter's enable bit need; nothing while the domain is off.
  func update(isAwake: Bool, gates: UInt32, isADCOn: Bool) {
    for (load, mask) in serial { load.enter(isAwake && gates & mask != 0 ? .on : .off) }
    adc.enter(isAwake && isADCOn ? .on : .off)
  }
}
