import CortexM0
import Machine

/// The SoC's loads: its core by mode and clock, and its oscillators.
final class SoCLoads {
  private let coefficients: DA14681.Coefficients
  private let core: Load<Mode>
  private let oscillators: [Load<OscillatorState>]
  /// What was asked for last; `nil` where the loads were restored since.
  private var needs: Needs?

  /// Everything that the loads depend on.
  private struct Needs: Equatable {
    var mode: Mode
    var hclk: ClockRate?
    var retainedMacros: UInt32
    var isCacheRetained: Bool
    var isCrystalEnabled: Bool
    var isRC16MRunning: Bool
    var isPLLEnabled: Bool
    var isXTAL32KEnabled: Bool
    var isRC32KEnabled: Bool
    var isRCXEnabled: Bool
  }

  init(on net: PowerNet, _ coefficients: DA14681.Coefficients) {
    self.coefficients = coefficients
    // At one MHz, and without retained RAM; `update` draws what the clock and the retention make of it.
    core = Load(
      DA14681.coreComponent, on: net, initial: .off,
      currents: [
        .run: coefficients.run.current, .wfi: coefficients.wfi.current,
        .extendedSleep: coefficients.extendedSleep.current, .hibernation: coefficients.hibernation.current, .off: .zero,
      ], bypassing: [.extendedSleep, .hibernation], leaking: [.extendedSleep, .hibernation])
    let named = [
      ("XTAL16M", coefficients.xtal16M), ("RC16M", coefficients.rc16M), ("PLL", coefficients.pll),
      ("XTAL32K", coefficients.xtal32K), ("RC32K", coefficients.rc32K), ("RCX", coefficients.rcx),
    ]
    oscillators = named.map { name, coefficient in
      // The slow oscillators run in sleep too, where a linear regulator feeds them.
      Load(
        "DA14681 \(name)", on: net, initial: .off, currents: [.off: .zero, .on: coefficient.current],
        bypassing: name.contains("16M") || name == "PLL" ? [] : [.on])
    }
  }

  /// Draws what the present mode, clocks and retention need.
  func update(mode: Mode, crg: CRGTop, clocks: ClockTree, isPLLEnabled: Bool) {
    let settings = clocks.settings
    let next = Needs(
      mode: mode, hclk: clocks.hclk, retainedMacros: crg.retainedMacros, isCacheRetained: crg.isCacheRetained,
      isCrystalEnabled: crg.isCrystalEnabled, isRC16MRunning: crg.isRC16MRunning, isPLLEnabled: isPLLEnabled,
      isXTAL32KEnabled: settings.isXTAL32KEnabled, isRC32KEnabled: settings.isRC32KEnabled,
      isRCXEnabled: settings.isRCXEnabled)
    guard next != needs else { return }
    needs = next
    let hertz = Int64(clocks.hclk?.hertz ?? 0)
    let current =
      switch mode {
      case .run: coefficients.run.current.scaled(by: hertz, over: 1_000_000)
      case .wfi: coefficients.wfi.current.scaled(by: hertz, over: 1_000_000)
      case .extendedSleep, .hibernation: sleepCurrent(mode, crg)
      case .off: CurrentBand.zero
      }
    core.enter(mode, drawing: current)
    let isPowered = mode != .off
    let isAwake = mode == .run || mode == .wfi
    let running = [
      isAwake && crg.isCrystalEnabled, isAwake && crg.isRC16MRunning, isAwake && isPLLEnabled,
      isPowered && settings.isXTAL32KEnabled, isPowered && settings.isRC32KEnabled,
      isPowered && settings.isRCXEnabled,
    ]
    for (oscillator, isRunning) in zip(oscillators, running) { oscillator.enter(isRunning ? .on : .off) }
  }

  /// The loads were restored, by name.
  func restored() { needs = nil }

  private func sleepCurrent(_ mode: Mode, _ crg: CRGTop) -> CurrentBand {
    let base = mode == .hibernation ? coefficients.hibernation : coefficients.extendedSleep
    let retained = MemoryMap.retainedKiB(crg.retainedMacros, isCacheRetained: crg.isCacheRetained)
    return base.current + coefficients.retentionPerKiB.current.scaled(by: retained, over: 1)
  }
}
