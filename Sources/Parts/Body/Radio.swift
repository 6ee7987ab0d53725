import Machine

/// The radio as a load: its protocol is not emulated, its cost is.
///
/// Published figures are charges for each event, from extended sleep and back, at 3 V. Each event is one pulse of such a
/// charge: a constant current for the coefficient's time. So the cell sees the current of a radio on air; what the chip does
/// before and after that, at a tenth of the current, is within the pulse. The CPU is not woken.
///
/// On a rail behind a converter the charge counts as energy, on one without as charge. The first event comes an interval after
/// the radio was switched on or its timer began to run. Advertising events have Bluetooth's advDelay (Core Specification 4.2,
/// volume 6, part B, 4.4.2.2): each comes up to 10 ms later than an interval after the one before, at random by the board's
/// seed.
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
    /// Nothing, or between two events.
    case off
    /// An advertising event.
    case advertising
    /// A connection event.
    case connected
  }

  /// The charges of its events, in nanocoulombs, and their lengths, in seconds.
  public struct Coefficients: CoefficientSet {
    /// One advertising event.
    public var advertisingEvent: Coefficient
    /// One connection event without data.
    public var connectionEvent: Coefficient
    /// How long the charge of an advertising event flows.
    public var advertisingTime: Coefficient
    /// How long that of a connection event flows.
    public var connectionTime: Coefficient

    /// All coefficients are required.
    public init(
      advertisingEvent: Coefficient, connectionEvent: Coefficient, advertisingTime: Coefficient,
      connectionTime: Coefficient
    ) {
      self.advertisingEvent = advertisingEvent
      self.connectionEvent = connectionEvent
      self.advertisingTime = advertisingTime
      self.connectionTime = connectionTime
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.advertisingEvent, \.connectionEvent, \.advertisingTime, \.connectionTime]
    }
  }

  /// The shortest and longest intervals of Bluetooth 4.2: 7.5 ms (connection) and 10.24 s (advertising).
  public static let intervals: ClosedRange<Tick> = 11_520_000...Tick(1_024) * Tick.perSecond / 100
  /// advDelay is 0 ... 10 ms.
  public static let longestDelay: Tick = .milliseconds(10)
  /// The shortest pulse: 0.1 ms.
  static let shortestTime: Tick = .microseconds(100)

  /// What it does, and when it does it next.
  public struct State: Codable {
    var activity: Activity
    var hasTimer = false
    /// When the present event, or the one before it, was due.
    var due: Tick = 0
    /// Events that have begun since the start of the run.
    var events: UInt64 = 0
    /// The start of the next event, or the end of the present one.
    var edge: Tick?
  }

  /// What it does. Intervals are clamped to `intervals`.
  public var activity: Activity {
    get { state.activity }
    set {
      guard newValue != state.activity else { return }
      state.activity = newValue
      restart()
    }
  }
  /// Whether a clock runs for its timer: that of the SoC that it is part of, awake or asleep. Without it there is no event; the
  /// radio is off in hibernation too.
  public var hasTimer: Bool {
    get { state.hasTimer }
    set {
      guard newValue != state.hasTimer else { return }
      state.hasTimer = newValue
      restart()
    }
  }
  private var state: State
  private let load: Load<Mode>
  private let coefficients: Coefficients
  private let scheduler: Scheduler
  private let noise: SeededNoise
  private var edge: Alarm!

  /// A radio on its net, off until its SoC runs. Without an activity it costs nothing.
  public init(
    _ name: String = "radio", on emulation: Emulation, net: PowerNet, activity: Activity = .off, seed: UInt64 = 1,
    coefficients: Coefficients
  ) {
    state = State(activity: activity)
    self.coefficients = coefficients
    scheduler = emulation.scheduler
    noise = SeededNoise(seed: seed, stream: NamedStream.number(name))
    load = Load(
      name, on: net, initial: .off, currents: [.off: .zero, .advertising: .zero, .connected: .zero])
    edge = emulation.alarm("\(name).event") { [unowned self] in self.passEdge(at: $0) }
    emulation.register(name, self)
  }

  private var interval: Tick? {
    switch hasTimer ? activity : .off {
    case .off: nil
    case .advertising(let interval), .connected(let interval):
      min(max(interval, Radio.intervals.lowerBound), Radio.intervals.upperBound)
    }
  }

  private func restart() {
    load.enter(.off)
    state.due = scheduler.now
    setNext()
  }

  /// Sets the start of the event after the one that was due last; now, where a damaged state has that long ago.
  private func setNext() {
    guard let interval else { return edge.cancel() }
    let next = state.due &+ interval &+ delay
    edge.set(at: next &+ interval < scheduler.now ? scheduler.now : next)
  }

  /// advDelay of the next event: uniform, in whole ticks.
  private var delay: Tick {
    guard case .advertising = activity else { return 0 }
    return noise.bits(state.events).multipliedFullWidth(by: Radio.longestDelay + 1).high
  }

  private func passEdge(at time: Tick) {
    guard load.state == .off, let interval else {
      load.enter(.off)
      return setNext()
    }
    state.due = time
    state.events &+= 1
    let length: Tick
    if case .connected = activity {
      length = begin(.connected, coefficients.connectionEvent, for: coefficients.connectionTime, of: interval)
    } else {
      length = begin(.advertising, coefficients.advertisingEvent, for: coefficients.advertisingTime, of: interval)
    }
    edge.set(at: time &+ length)
  }

  /// Draws the current whose charge in the time is the event's; returns that time, which is within the interval.
  private func begin(_ mode: Mode, _ event: Coefficient, for time: Coefficient, of interval: Tick) -> Tick {
    let ticks = Tick(clamping: time.typical(times: Double(Tick.perSecond)))
    let length = min(max(ticks, Radio.shortestTime), interval)
    load.enter(mode, drawing: Radio.current(event, over: length))
    return length
  }

  /// Nanocoulombs over a time as a current, rounded down to a picoampere: 1 nC a second is 1,000 pA.
  static func current(_ event: Coefficient, over length: Tick) -> CurrentBand {
    let picocoulombs = CurrentBand.microamperes(event.low / 1_000, event.typical / 1_000, event.high / 1_000)
    return picocoulombs.scaled(by: Int64(Tick.perSecond), over: Int64(length))
  }

  /// What decides its future; whether an event is on is the load's state.
  public func saveState() -> State {
    var saved = state
    saved.edge = edge.deadline
    return saved
  }

  /// Takes that over; the load is restored by itself.
  public func restoreState(_ saved: State) {
    state = saved
    edge.set(at: saved.edge)
  }
}
