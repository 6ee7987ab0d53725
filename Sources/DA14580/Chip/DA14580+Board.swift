import Blocks
import Machine

/// What the board around the chip wires and tells.
extension DA14580 {
  /// States that the board has wired an asynchronous serial line to a pad: the UART that the pad is routed to, and the boot ROM,
  /// send on it or hear it. To be called before the chip is started. `false` where there is no such pad.
  @discardableResult
  public func attach(_ wire: SerialWire, to pad: String) -> Bool {
    guard let pin = Pin(named: pad) else { return false }
    fabric.pads.attach(wire, to: pin)
    return true
  }

  /// States that the board has a resistor on a pad, up (`true`) or down. `false` where there is no such pad.
  @discardableResult
  public func pull(_ pad: String, to level: Bool, by resistor: PadResistor = PadResistor()) -> Bool {
    guard let pin = Pin(named: pad) else { return false }
    fabric.pads.pull(pin, externally: level, by: resistor)
    return true
  }

  /// What the ADC measures at VBAT3V, in millivolts.
  public func measureBattery(_ millivolts: @escaping () -> Int) { gpadc.batteryMillivolts = millivolts }

  /// What the ADC measures at a pad, `P0_0` to `P0_3`, in millivolts, where the board has something analog there; `nil` elsewhere.
  public func measurePads(_ millivolts: @escaping (String) -> Int?) {
    gpadc.analogMillivolts = { millivolts($0.description) }
  }

  /// Below so many millivolts of its supply the chip stops, and so many above that it starts again.
  ///
  /// Source: the data sheet: 2.35 V is the lowest supply of the buck converter, and there is no cold boot below 2.5 V.
  public static let supplyThreshold = (millivolts: 2_350, hysteresis: 150)

  /// The board's comparator: the supply fell below `supplyThreshold`, or rose above it again.
  public func supplyLevelChanged(isLow: Bool) {
    guard isLow != isSupplyLow else { return }
    isSupplyLow = isLow
    guard hasStarted else { return }
    pendingReset = .brownOut
    attention.set(at: scheduler.now)
  }

  /// Puts the pads on a supply; without, nothing flows through them.
  public func supplyPads(from net: PowerNet, _ coefficients: PadCoefficients) {
    fabric.pads.supply(from: net, coefficients)
  }
}
