import Machine

/// A mechanical button: while pressed it connects its pad with ground, or with the supply.
///
/// What it draws through the pad's own pull is the pad's; an external resistor is part of the button.
public final class Button: Snapshotting {
  /// What the contact does.
  public enum Mode: String, LoadState {
    /// Open.
    case open
    /// Closed: current flows through the external resistor.
    case closed
  }

  /// The external resistor, where there is one.
  public struct Coefficients: CoefficientSet {
    /// From the pad to what the button does not close to, in ohms.
    public var resistor: Coefficient

    /// All coefficients are required.
    public init(resistor: Coefficient) { self.resistor = resistor }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] { [\.resistor] }

    /// A resistor of `ohms` (at least 1, 5 %), with a name that begins with `name`.
    public static func documented(ohms: Int, name: String = "button") -> Coefficients {
      Coefficients(resistor: .resistor("\(name).resistor", ohms: max(ohms, 1), "external pull, 5 %"))
    }

    func current(millivolts: Int) -> CurrentBand {
      let voltage = Double(millivolts) * 1_000
      return .microamperes(
        voltage / max(resistor.high, 1), voltage / max(resistor.typical, 1), voltage / max(resistor.low, 1))
    }
  }

  /// What decides the future.
  public struct State: Codable {
    var isTouched = false
    var isClosed = false
    /// When the contact changes while it bounces, the next time last.
    var bounces: [Tick] = []
    /// Times that it was pressed or let go.
    var changes: UInt64 = 0
  }

  /// Whether a finger presses it.
  public var isTouched: Bool {
    get { state.isTouched }
    set {
      guard newValue != state.isTouched else { return }
      state.isTouched = newValue
      state.changes &+= 1
      startBouncing()
      turn(newValue)
    }
  }
  /// Whether the contact is closed, which differs while it bounces.
  public var isClosed: Bool { state.isClosed }
  private var state = State()
  private let contact: LineDriver
  private let closesTo: Bool
  private let bounce: Tick
  private let noise: SeededNoise
  private let scheduler: Scheduler
  private let net: PowerNet?
  private let load: Load<Mode>?
  private let coefficients: Coefficients?
  private var next: Alarm!

  /// Puts the button on its pad, which it drives to `closesTo` (low unless told otherwise) while it is closed. The pull
  /// of the open one is the line's. With `net` and `coefficients` an external resistor draws its current from the net;
  /// `bounce` is for how long the contact chatters after each change, at times that follow from `seed`.
  public init(
    _ name: String = "button", on emulation: Emulation, net: PowerNet? = nil, contact: Line, closesTo: Bool = false,
    bounce: Tick = 0, seed: UInt64 = 0, coefficients: Coefficients? = nil
  ) {
    self.contact = contact.driver(name)
    self.closesTo = closesTo
    self.bounce = min(bounce, .seconds(UInt64(1)))
    self.net = net
    self.coefficients = coefficients
    noise = SeededNoise(seed: seed, stream: 0xB077)
    scheduler = emulation.scheduler
    load =
      coefficients == nil
      ? nil : net.map { Load(name, on: $0, initial: .open, currents: [.open: .zero, .closed: .zero]) }
    next = emulation.alarm("\(name).bounce") { [unowned self] _ in self.bounced() }
    emulation.register(name, self)
    net?.observePower { [unowned self] _ in self.update() }
  }

  /// One to four times the contact opens and closes again (chosen).
  private func startBouncing() {
    state.bounces = []
    if bounce > 1 {
      let bits = noise.bits(state.changes << 8)
      let count = 2 * (1 + bits & 3)
      let times = (1...count).map { scheduler.now + 1 + noise.bits(state.changes << 8 + $0) % (bounce - 1) }
      // Two at the same time are none.
      state.bounces = times.sorted(by: >)
    }
    next.set(at: state.bounces.last)
  }

  private func bounced() {
    while let time = state.bounces.last, time <= scheduler.now {
      state.bounces.removeLast()
      turn(!state.isClosed)
    }
    next.set(at: state.bounces.last)
  }

  private func turn(_ isClosed: Bool) {
    state.isClosed = isClosed
    update()
  }

  private func update() {
    contact.value = state.isClosed ? closesTo : nil
    guard let load, let net, let coefficients else { return }
    if state.isClosed {
      load.enter(.closed, drawing: coefficients.current(millivolts: net.millivolts))
    } else {
      load.enter(.open)
    }
  }

  /// The state; the alarm follows from it.
  public func saveState() -> State { state }

  /// Takes that over; line and load are restored by themselves.
  public func restoreState(_ saved: State) {
    state = saved
    if state.bounces.count > 8 { state.bounces = [] }
    next.set(at: state.bounces.last)
  }
}
