import Machine

/// The radio as a load: its protocol is not emulated, its cost is.
///
/// Published figures are charges for each event, from extended sleep and back. An event takes milliseconds and comes
/// every interval, so the radio draws that charge over the interval as a constant current: the charge over whole
/// intervals is the same, the CPU is not woken, and no event costs host time. What is lost is the dip of the cell's
/// voltage in each event, about 4 mA over its resistance.
public final class Radio: Snapshotting {
  /// What the radio does, with its interval.
  public enum Activity: Hashable, Codable, Sendable {
    /// Nothing.
    case off
    /// Advertises every so many ticks.
    case advertising(interval: Tick)
    /// Keeps a connection with an event every so many ticks.
    case connected(interval: Tick)
  }

  /// The states of its load.
  public enum Mode: String, LoadState {
    /// Nothing.
    case off
    /// Advertising events.
    case advertising
    /// Connection events.
    case connected
  }

  /// The charges of its events, in nanocoulombs.
  public struct Coefficients: CoefficientSet {
    /// One advertising event.
    public var advertisingEvent: Coefficient
    /// One connection event without data.
    public var connectionEvent: Coefficient

    /// All coefficients are required.
    public init(advertisingEvent: Coefficient, connectionEvent: Coefficient) {
      self.advertisingEvent = advertisingEvent
      self.connectionEvent = connectionEvent
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.advertisingEvent, \.connectionEvent] }
  }

  /// The shortest and longest intervals of Bluetooth 4.2: 7.5 ms (connection) and 10.24 s (advertising).
  public static let intervals: ClosedRange<Tick> = 11_520_000...Tick(1_024) * Tick.perSecond / 100

  /// What it does. Intervals are held to `intervals`.
  public var activity: Activity {
    didSet { if activity != oldValue { update() } }
  }
  /// Whether the SoC that it is part of runs. Without it there is no event: the radio is off in hibernation too.
  public var isHostRunning = false {
    didSet { if isHostRunning != oldValue { update() } }
  }
  private let load: Load<Mode>
  private let coefficients: Coefficients

  /// A radio on its net, off until its SoC runs. Without an activity it costs nothing.
  public init(
    _ name: String = "radio", on emulation: Emulation, net: PowerNet, activity: Activity = .off,
    coefficients: Coefficients
  ) {
    self.activity = activity
    self.coefficients = coefficients
    load = Load(
      name, on: net, initial: .off, currents: [.off: .zero, .advertising: .zero, .connected: .zero])
    emulation.register(name, self)
    update()
  }

  private func update() {
    switch isHostRunning ? activity : .off {
    case .off: load.enter(.off)
    case .advertising(let interval):
      load.enter(.advertising, drawing: Self.average(coefficients.advertisingEvent, every: interval))
    case .connected(let interval):
      load.enter(.connected, drawing: Self.average(coefficients.connectionEvent, every: interval))
    }
  }

  /// Nanocoulombs every interval as a current: 1 nC a second is 1,000 pA.
  static func average(_ event: Coefficient, every interval: Tick) -> CurrentBand {
    let held = min(max(interval, intervals.lowerBound), intervals.upperBound)
    let picocoulombs = CurrentBand.microamperes(event.low / 1_000, event.typical / 1_000, event.high / 1_000)
    return picocoulombs.scaled(by: Int64(Tick.perSecond), over: Int64(held))
  }

  /// What it does, and whether it may.
  public struct State: Codable {
    var activity: Activity
    var isHostRunning: Bool
  }

  /// What it does.
  public func saveState() -> State { State(activity: activity, isHostRunning: isHostRunning) }

  /// Takes that over.
  public func restoreState(_ state: State) {
    activity = state.activity
    isHostRunning = state.isHostRunning
  }
}
