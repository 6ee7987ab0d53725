import Machine

/// The vibration motor: a coin ERM behind a transistor, on while its line is high.
public final class Motor: Snapshotting {
  /// What the motor does.
  public enum Mode: String, LoadState {
    /// The transistor is open.
    case off
    /// Spinning up.
    case starting
    /// At speed.
    case running
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Leakage of the open transistor.
    public var off: Coefficient
    /// Spinning up.
    public var starting: Coefficient
    /// At speed.
    public var running: Coefficient

    /// All coefficients are required.
    public init(off: Coefficient, starting: Coefficient, running: Coefficient) {
      self.off = off
      self.starting = starting
      self.running = running
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.off, \.starting, \.running]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [("currents", [\.starting, \.running])]
    }
  }

  /// Spin-up of a 10 mm coin motor; typical rise times are 50 to 90 ms (estimate).
  public static let spinUp: Tick = .milliseconds(60)

  /// Whether its line is high.
  public var isOn: Bool { input.level }
  private let input: Line
  private let load: Load<Mode>
  private let scheduler: Scheduler
  private var atSpeed: Alarm!

  /// Puts the motor on its line.
  public init(
    _ name: String = "motor", on emulation: Emulation, net: PowerNet, input: Line, coefficients: Coefficients
  ) {
    self.input = input
    scheduler = emulation.scheduler
    load = Load(
      name, on: net, initial: .off,
      currents: [
        .off: coefficients.off.current, .starting: coefficients.starting.current,
        .running: coefficients.running.current,
      ], leaking: [.off])
    atSpeed = emulation.alarm("\(name).speed") { [unowned self] _ in self.load.enter(.running) }
    input.observe { [unowned self] level in self.switched(level) }
    emulation.register(name, self)
    if input.level { switched(true) }
  }

  private func switched(_ isOn: Bool) {
    if isOn {
      load.enter(.starting)
      atSpeed.set(at: scheduler.now + Motor.spinUp)
    } else {
      atSpeed.cancel()
      load.enter(.off)
    }
  }

  /// When it will be at speed, if it is spinning up.
  public func saveState() -> Tick? { atSpeed.deadline }

  /// Takes that over.
  public func restoreState(_ state: Tick?) { atSpeed.set(at: state) }
}
