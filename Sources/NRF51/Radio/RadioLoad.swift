import Machine

/// What the radio draws: ramps, transmitting by TXPOWER, receiving.
///
/// Chosen: between packets it draws what the ramp does; -12 and -16 dBm lie between -8 and -20 in equal steps, lower ones draw
/// as -20; all modes receive alike. The DC/DC converter carries all of it while it is on.
final class RadioLoad {
  private let fabric: NRF51Fabric
  private let load: Load<RadioLoadState>
  private var phase = RadioPhase.disabled
  private var power: UInt32 = 0

  init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    let all = fabric.coefficients
    load = Load(
      "\(NRF51Ledger.core) RADIO", on: fabric.net, initial: .off,
      currents: [
        .off: .zero, .transmitRampUp: all.radioRampTX.current, .receiveRampUp: all.radioRampRX.current,
        .transmitIdle: all.radioRampTX.current, .receiveIdle: all.radioRampRX.current,
        .transmit: all.radioTX0.current, .receive: all.radioRX.current,
      ])
    fabric.onRegulatorChange { [unowned self] in draw() }
  }

  /// Draws for a phase with a value of TXPOWER.
  func follow(_ phase: RadioPhase, power: UInt32) {
    self.phase = phase
    self.power = power
    draw()
  }

  /// For taking over a saved state: the load restores itself.
  func restore(_ phase: RadioPhase, power: UInt32) {
    self.phase = phase
    self.power = power
  }

  private func draw() {
    let state: RadioLoadState =
      switch phase {
      case .disabled, .receiveDisable: .off
      case .transmitRampUp, .transmitDisable: .transmitRampUp
      case .receiveRampUp: .receiveRampUp
      case .transmitIdle: .transmitIdle
      case .receiveIdle: .receiveIdle
      case .transmit: .transmit
      case .receive: .receive
      }
    let current = state == .transmit ? transmitting : load.declared(state)
    load.enter(state, drawing: fabric.converted(current))
  }

  private var transmitting: CurrentBand {
    let all = fabric.coefficients
    let (upper, lower) = (all.radioTXMinus8.current, all.radioTXMinus20.current)
    return switch RADIO.decibels(power) {
    case 1...: all.radioTXPlus4.current
    case -3...0: all.radioTX0.current
    case -7 ... -4: all.radioTXMinus4.current
    case -11 ... -8: upper
    case -15 ... -12: (upper + upper + lower).scaled(by: 1, over: 3)
    case -19 ... -16: (upper + lower + lower).scaled(by: 1, over: 3)
    default: lower
    }
  }
}
