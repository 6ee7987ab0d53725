import CortexM0
import Machine

/// The loads of the core, by mode, of the two clocks and of the power-failure comparator. Blocks have their own.
final class NRF51Loads {
  private let coefficients: NRF51Coefficients
  private let core: Load<Mode>
  private let fast: Load<FastClockState>
  private let slow: Load<SlowClockState>
  private let failure: Load<OnOffState>
  private var watchesFailure = false
  // What `settingsChanged` makes of the coefficients: the system on, constant latency on top, the CPU, the system off.
  private var idle = CurrentBand.zero
  private var latency = CurrentBand.zero
  private let cpu: CurrentBand
  private var off = CurrentBand.zero

  init(on net: PowerNet, _ coefficients: NRF51Coefficients) {
    self.coefficients = coefficients
    cpu = coefficients.cpu.current
    // `update` draws what the converter and the blocks of RAM make of these.
    core = Load(
      NRF51Ledger.core, on: net, initial: .off,
      currents: [
        .run: coefficients.cpu.current, .wfi: coefficients.systemOn.current,
        .extendedSleep: coefficients.systemOn.current, .hibernation: coefficients.systemOff.current, .off: .zero,
      ], leaking: [.extendedSleep, .hibernation])
    fast = Load(
      "\(NRF51Ledger.core) HFCLK", on: net, initial: .off,
      currents: [
        .off: .zero, .rc: coefficients.rc16M.current,
        .starting: coefficients.rc16M.current + coefficients.crystal16M.current,
        .crystal: coefficients.crystal16M.current, .standby: coefficients.crystal16MStandby.current,
      ])
    slow = Load(
      "\(NRF51Ledger.core) LFCLK", on: net, initial: .off,
      currents: [
        .off: .zero, .rc: coefficients.rc32K.current, .crystal: coefficients.crystal32K.current,
        .synthesised: coefficients.synthesised32K.current,
      ])
    failure = Load(
      "\(NRF51Ledger.core) POF", on: net, initial: .off,
      currents: [.off: .zero, .on: coefficients.powerFailure.current], silent: [.off])
  }

  /// Which RAM is on or retained, what keeps the latency constant, or whether the power-failure comparator is on, is another now.
  func settingsChanged(_ power: PowerControl) {
    let on = Int64(power.ramBlocksOn.count { $0 })
    let retained = Int64(power.ramBlocksRetained.count { $0 })
    idle = coefficients.systemOn.current + coefficients.ramOn.current.scaled(by: on, over: 1)
    latency = power.isConstantLatency ? coefficients.constantLatency.current : .zero
    watchesFailure = power.isFailureWatched
    off = coefficients.systemOff.current + coefficients.ramRetainedOff.current.scaled(by: retained, over: 1)
  }

  /// Draws what the present mode and clocks need.
  func update(mode: Mode, clock: ClockControl, fabric: NRF51Fabric) {
    let isOn = mode != .off && mode != .hibernation
    let current =
      switch mode {
      case .run: idle + fabric.converted(cpu)
      case .wfi, .extendedSleep: idle + latency
      case .hibernation: off
      case .off: CurrentBand.zero
      }
    core.enter(mode, drawing: current)
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
    failure.enter(mode == .run && watchesFailure ? .on : .off)
    slow.enter(isOn ? SlowClockState(fabric.clocks.slowSource ?? clock.startingSlowSource) : .off)
  }
}
