import CortexM0
import Machine

/// The SoC's loads: its core by mode and clock, and its oscillators.
final class SoCLoads {
  private let coefficients: DA14580.Coefficients
  private let core: Load<CoreLoadState>
  private let oscillators: [Load<OscillatorState>]
  /// What was asked for last; `nil` where the loads were restored since.
  private var needs: Needs?

  /// Everything that the loads depend on.
  private struct Needs: Equatable {
    var mode: Mode
    var hclk: ClockRate?
    var retainedCells: UInt32
    var retainsSysRAM: Bool
    var isCrystalEnabled: Bool
    var isRC16MRunning: Bool
    var isXTAL32KEnabled: Bool
    var isRC32KEnabled: Bool
    var isRCXEnabled: Bool
  }

  init(on net: PowerNet, _ coefficients: DA14580.Coefficients) {
    self.coefficients = coefficients
    // At one MHz, and without retention RAM; `update` draws what the clock and the retention make of it.
    core = Load(
      DA14580.coreComponent, on: net, initial: .off,
      currents: [
        .run: coefficients.run.current, .wfi: coefficients.wfi.current,
        .extendedSleep: coefficients.sleep.current + coefficients.sysRAM.current,
        .deepSleep: coefficients.sleep.current, .off: .zero,
      ], leaking: [.extendedSleep, .deepSleep])
    oscillators = [
      ("XTAL16M", coefficients.xtal16M), ("RC16M", coefficients.rc16M), ("XTAL32K", coefficients.xtal32K),
      ("RC32K", coefficients.rc32K), ("RCX", coefficients.rcx),
    ].map { name, coefficient in
      Load(
        "\(DA14580.coreComponent) \(name)", on: net, initial: .off,
        currents: [.off: .zero, .on: coefficient.current])
    }
  }

  /// Draws what the present mode, clocks and retention need.
  func update(mode: Mode, crg: CRG, clocks: ClockTree) {
    let settings = clocks.settings
    let next = Needs(
      mode: mode, hclk: clocks.hclk, retainedCells: crg.retainedCells, retainsSysRAM: crg.retainsSysRAM,
      isCrystalEnabled: crg.isCrystalEnabled, isRC16MRunning: crg.isRC16MRunning,
      isXTAL32KEnabled: settings.isXTAL32KEnabled, isRC32KEnabled: settings.isRC32KEnabled,
      isRCXEnabled: settings.isRCXEnabled)
    guard next != needs else { return }
    needs = next
    let hertz = Int64(clocks.hclk?.hertz ?? 0)
    let retention = coefficients.retentionPerKiB.current.scaled(
      by: MemoryMap.retainedKiB(crg.retainedCells), over: 1)
    switch mode {
    case .run: core.enter(.run, drawing: coefficients.run.current.scaled(by: hertz, over: 1_000_000))
    case .wfi: core.enter(.wfi, drawing: coefficients.wfi.current.scaled(by: hertz, over: 1_000_000))
    case .extendedSleep, .hibernation:
      let state = crg.retainsSysRAM ? CoreLoadState.extendedSleep : .deepSleep
      core.enter(state, drawing: core.declared(state) + retention)
    case .off: core.enter(.off)
    }
    let isPowered = mode != .off
    let isAwake = mode == .run || mode == .wfi
    let running = [
      isAwake && crg.isCrystalEnabled, isAwake && crg.isRC16MRunning, isPowered && settings.isXTAL32KEnabled,
      isPowered && settings.isRC32KEnabled, isPowered && settings.isRCXEnabled,
    ]
    for (oscillator, isRunning) in zip(oscillators, running) { oscillator.enter(isRunning ? .on : .off) }
  }

  /// The loads were restored, by name.
  func restored() { needs = nil }
}
