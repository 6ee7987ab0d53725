import CortexM0
import Machine

/// Blocks as loads: those of the system and peripheral domains while they are clocked or on and the chip is awake, those of the
/// domain that is always on in sleep too.
final class PeripheralLoads {
  private let serial: [(load: Load<OscillatorState>, gate: UInt32)]
  private let adc: Load<OscillatorState>
  private let dma: Load<OscillatorState>
  private let gauge: Load<OscillatorState>
  private let comparator: Load<OscillatorState>
  private let charger: Load<OscillatorState>
  private let coefficients: DA14681.PeripheralCoefficients

  /// The charger's own current comes from `busNet`, that of the others from `net`; past its converter where a block works in
  /// sleep.
  init(on net: PowerNet, busNet: PowerNet, _ coefficients: DA14681.PeripheralCoefficients) {
    self.coefficients = coefficients
    func load(
      _ name: String, _ coefficient: Coefficient, on net: PowerNet = net, isAlwaysSupplied: Bool = false
    ) -> Load<OscillatorState> {
      Load(
        "\(DA14681.coreComponent) \(name)", on: net, initial: .off, currents: [.off: .zero, .on: coefficient.current],
        bypassing: isAlwaysSupplied ? [.on] : [], silent: [.off])
    }
    serial = [
      (load("UART", coefficients.uart), 1 << 0), (load("SPI", coefficients.spi), 1 << 1),
      (load("I2C", coefficients.i2c), 1 << 2),
    ]
    adc = load("GPADC", coefficients.adc)
    // At one MHz; `update` draws what the clock makes of it.
    dma = load("DMA", coefficients.dma)
    gauge = load("fuel gauge", coefficients.gauge, isAlwaysSupplied: true)
    // One of them; `update` draws for all that are on.
    comparator = load("brown-out", coefficients.comparator, isAlwaysSupplied: true)
    charger = load("charger", coefficients.charger, on: busNet)
  }

  /// Draws what the gates of CLK_PER_REG and the blocks' own switches need.
  func update(
    mode: Mode, hclk: ClockRate?, gates: UInt32, isADCOn: Bool, isDMAUsed: Bool, isGaugeOn: Bool, comparators: Int,
    isChargerWorking: Bool
  ) {
    let (isPowered, isAwake) = (mode != .off, mode == .run || mode == .wfi)
    for (load, gate) in serial { load.enter(isAwake && gates & gate != 0 ? .on : .off) }
    adc.enter(isAwake && isADCOn ? .on : .off)
    if let hclk, isAwake, isDMAUsed {
      dma.enter(.on, drawing: coefficients.dma.current.scaled(by: Int64(hclk.hertz), over: 1_000_000))
    } else {
      dma.enter(.off)
    }
    gauge.enter(isPowered && isGaugeOn ? .on : .off)
    if isPowered && comparators > 0 {
      comparator.enter(.on, drawing: coefficients.comparator.current.scaled(by: Int64(comparators), over: 1))
    } else {
      comparator.enter(.off)
    }
    charger.enter(isPowered && isChargerWorking ? .on : .off)
  }
}
