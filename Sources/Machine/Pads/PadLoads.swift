/// What flows through pads that firmware or board have left in a bad state: the usual answer to "my sleep current is too high".
/// Each pad is a load of its own, so that tables and reports name it.
///
/// Levels are lines, and what a block moves byte by byte has none: a pad that a block has is not looked at.
public final class PadLoads {
  /// What decides the flow beside the line's level.
  public struct Setting: Equatable, Sendable {
    /// The level of the pad's own pull; `nil` without one.
    public var pull: Bool?
    /// The level of the board's resistor; `nil` without one.
    public var resistor: Bool?
    /// Whether a buffer looks at the level of a line that may be undriven.
    public var isInput: Bool

    /// A setting.
    public init(pull: Bool?, resistor: Bool?, isInput: Bool) {
      (self.pull, self.resistor, self.isInput) = (pull, resistor, isInput)
    }
  }

  private let lines: [Line]
  private let drivers: [LineDriver]
  private let net: PowerNet
  private let coefficients: PadCoefficients
  private let loads: [Load<PadFlow>]
  private var settings: [Setting?]
  private var resistors: [PadResistor]

  /// Loads for pads, under the names of their lines, each with the pad's own driver there and set as `setting` says. A current is
  /// that at the pads' voltage when it begins, or when the power comes.
  public init(
    _ lines: [Line], _ drivers: [LineDriver], set setting: (Int) -> Setting?, on net: PowerNet,
    _ coefficients: PadCoefficients
  ) {
    self.lines = lines
    self.drivers = drivers
    self.net = net
    self.coefficients = coefficients
    settings = Array(repeating: nil, count: lines.count)
    resistors = Array(repeating: PadResistor(), count: lines.count)
    // The net's converter does not feed pads that have a regulator of their own.
    let flows = Set(PadFlow.allCases)
    let bypassing = coefficients.millivolts == nil ? [] : flows
    let currents = Dictionary(uniqueKeysWithValues: flows.map { ($0, CurrentBand.zero) })
    loads = lines.map {
      Load(
        "pad \($0.name)", on: net, initial: .quiet, currents: currents, bypassing: bypassing, silent: [.quiet])
    }
    for (index, line) in lines.enumerated() {
      line.onSettle { [unowned self] in update(index) }
      set(index, setting(index))
    }
    net.observePower { [unowned self] isOn in
      guard isOn else { return }
      for index in loads.indices where loads[index].state != .quiet { enter(flow(index), index) }
    }
  }

  /// States which resistor the board has on a pad. To be called before the chip is started.
  public func setResistor(_ index: Int, _ resistor: PadResistor) { resistors[index] = resistor }

  /// The pad is set so; `nil` for one that a block has.
  public func set(_ index: Int, _ setting: Setting?) {
    guard settings[index] != setting else { return }
    settings[index] = setting
    update(index)
  }

  /// The pad is set so, and drives a level or `nil`, in one step: nothing flows in between.
  public func set(_ index: Int, _ setting: Setting?, driving level: Bool?) {
    settings[index] = setting
    drivers[index].value = level
    update(index)
  }

  /// For taking over a saved state: the loads restore themselves.
  public func restore(_ saved: [Setting?]) { settings = saved }

  private func update(_ index: Int) {
    let flow = flow(index)
    if loads[index].state != flow { enter(flow, index) }
  }

  private func enter(_ flow: PadFlow, _ index: Int) { loads[index].enter(flow, drawing: current(flow, index)) }

  private func flow(_ index: Int) -> PadFlow {
    guard let setting = settings[index] else { return .quiet }
    let line = lines[index]
    guard line.isDriven else {
      switch (setting.pull, setting.resistor) {
      case (let pull?, let resistor?): return pull == resistor ? .quiet : .divider
      case (nil, nil): return setting.isInput ? .floating : .quiet
      default: return .quiet
      }
    }
    let isAgainstPull = setting.pull == !line.level
    guard setting.resistor == !line.level, !isCountedByPart(index) else { return isAgainstPull ? .pull : .quiet }
    return isAgainstPull ? .both : .resistor
  }

  /// Whether the resistor is that of a part which drives the line, and counts what flows through it.
  private func isCountedByPart(_ index: Int) -> Bool {
    resistors[index].isOfPart && lines[index].drivers.contains { $0.value != nil && $0 !== drivers[index] }
  }

  private func current(_ flow: PadFlow, _ index: Int) -> CurrentBand {
    let pull = coefficients.pull
    let resistor = resistors[index].ohms ?? coefficients.resistor
    return switch flow {
    case .quiet: .zero
    case .pull: through(pull.low, pull.typical, pull.high)
    case .resistor: through(resistor.low, resistor.typical, resistor.high)
    case .both:
      through(pull.low, pull.typical, pull.high) + through(resistor.low, resistor.typical, resistor.high)
    case .divider: through(pull.low + resistor.low, pull.typical + resistor.typical, pull.high + resistor.high)
    case .floating: coefficients.floating.current
    }
  }

  /// Through resistances in ohms, at the pads' present voltage.
  private func through(_ low: Double, _ typical: Double, _ high: Double) -> CurrentBand {
    let microvolts = Double(coefficients.millivolts ?? net.millivolts) * 1_000
    return .microamperes(microvolts / max(high, 1), microvolts / max(typical, 1), microvolts / max(low, 1))
  }
}
