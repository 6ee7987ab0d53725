import CortexM0
import Machine

/// The loads of the core, by mode, and of the two clocks. Blocks have their own.
final class NRF51Loads {
  private let coefficients: NRF51.Coefficients
  private let core: Load<CoreLoadState>
  private let fast: Load<FastClockState>
  private let slow: Load<SlowClockState>

  init(on net: PowerNet, _ coefficients: NRF51.Coefficients) {
    self.coefficients = coefficients
    // `update` draws what the converter and the blocks of RAM make of these.
    core = Load(
      NRF51.coreComponent, on: net, initial: .off,
      currents: [
        .run: coefficients.cpu.current, .wfi: coefficients.systemOn.current,
        .extendedSleep: coefficients.systemOn.current, .hibernation: coefficients.systemOff.current, .off: .zero,
      ], leaking: [.extendedSleep, .hibernation])
    fast = Load(
      "\(NRF51.coreComponent) HFCLK", on: net, initial: .off,
      currents: [
        .off: .zero, .rc: coefficients.rc16M.current,
        .starting: coefficients.rc16M.current + coefficients.crystal16M.current,
        .crystal: coefficients.crystal16M.current, .standby: coefficients.crystal16MStandby.current,
      ])
    slow = Load(
      "\(NRF51.coreComponent) LFCLK", on: net, initial: .off,
      currents: [
        .off: .zero, .rc: coefficients.rc32K.current, .crystal: coefficients.crystal32K.current,
        .synthesised: coefficients.synthesised32K.current,
      ])
  }

  /// Draws what the present mode, clocks and RAM need.
  func update(mode: Mode, clock: ClockControl, power: PowerControl, fabric: NRF51Fabric) {
    let isOn = mode != .off && mode != .hibernation
    let on = Int64(power.ramBlocksOn.count { $0 })
    let idle = coefficients.systemOn.current + coefficients.ramOn.current.scaled(by: on, over: 1)
    let current =
      switch mode {
      case .run: idle + fabric.converted(coefficients.cpu.current)
      case .wfi, .extendedSleep:
        power.isConstantLatency ? idle + coefficients.constantLatency.current : idle
      case .hibernation:
        coefficients.systemOff.current
          + coefficients.ramRetainedOff.current.scaled(by: Int64(power.ramBlocksRetained.count { $0 }), over: 1)
      case .off: CurrentBand.zero
      }
    core.enter(CoreLoadState(mode), drawing: current)
    let isAsked = isOn && mode != .extendedSleep
    var state = FastClockState.off
    if isOn && fabric.clocks.isOnCrystal {
      state = isAsked ? .crystal : .standby
    } else if isOn && clock.isCrystalStarting {
      state = .starting
    } else if isAsked {
      state = .rc
    }
    fast.enter(state)
    slow.enter(isOn ? SlowClockState(fabric.clocks.slowSource ?? clock.startingSlowSource) : .off)
  }
}
