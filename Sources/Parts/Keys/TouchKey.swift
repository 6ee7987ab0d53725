import Machine

/// The capacitive key with its controller, whose push-pull output is high while a finger is on it.
public final class TouchKey: Snapshotting {
  /// What the controller does.
  public enum Mode: String, LoadState {
    /// Scanning slowly for a finger.
    case idle
    /// A finger is on the key; scanning fast.
    case touched
  }

  /// Its currents, in microamperes.
  public struct Coefficients: CoefficientSet {
    /// Nobody touches it.
    public var idle: Coefficient
    /// Somebody does.
    public var touched: Coefficient

    /// All coefficients are required.
    public init(idle: Coefficient, touched: Coefficient) {
      self.idle = idle
      self.touched = touched
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.idle, \.touched]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [("currents", [\.idle, \.touched])]
    }
  }

  /// Whether a finger is on the key.
  public var isTouched: Bool {
    get { touched }
    set {
      guard newValue != touched else { return }
      touched = newValue
      update()
    }
  }
  private var touched = false
  private let output: LineDriver
  private let net: PowerNet
  private let load: Load<Mode>

  /// Puts the key on its output line.
  public init(
    _ name: String = "touch key", on emulation: Emulation, net: PowerNet, output: Line, coefficients: Coefficients
  ) {
    self.net = net
    self.output = output.driver(name)
    load = Load(
      name, on: net, initial: .idle,
      currents: [.idle: coefficients.idle.current, .touched: coefficients.touched.current])
    emulation.register(name, self)
    net.observePower { [unowned self] _ in self.update() }
    update()
  }

  private func update() {
    output.value = net.isPowered ? isTouched : nil
    load.enter(isTouched ? .touched : .idle)
  }

  /// Whether it is touched.
  public func saveState() -> Bool { isTouched }

  /// Takes that over; line and load are restored by themselves.
  public func restoreState(_ state: Bool) { touched = state }
}
