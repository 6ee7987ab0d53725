import Machine

/// A USB charger: 5.0 V up to a current limit while it is plugged in.
public final class USBSource: Snapshotting {
  /// What VBUS carries while it is present, in millivolts.
  public static let millivolts = 5_000

  /// Whether it is plugged in.
  public var isPluggedIn: Bool {
    get { plugged }
    set {
      guard newValue != plugged else { return }
      plugged = newValue
      switched()
    }
  }
  private var plugged = false
  /// What it can give, in milliamperes (0 ... 5,000).
  public let limitMilliamperes: Int
  private let vbus: LineDriver
  private let power: PowerSystem

  /// A charger that is not plugged in. It feeds `power` and drives the `vbus` line, which is high while VBUS is present.
  public init(
    _ name: String = "USB", on emulation: Emulation, power: PowerSystem, vbus: Line, limitMilliamperes: Int = 500
  ) {
    self.power = power
    self.vbus = vbus.driver()
    self.limitMilliamperes = min(max(limitMilliamperes, 0), 5_000)
    self.vbus.value = false
    emulation.register(name, self)
  }

  /// The power system is told first, so that whoever wakes on the line finds VBUS there.
  private func switched() {
    power.setBus(limit: isPluggedIn ? Int64(limitMilliamperes) * 1_000_000_000 : nil)
    vbus.value = isPluggedIn
  }

  /// Whether it is plugged in.
  public func saveState() -> Bool { isPluggedIn }

  /// Takes that over; the power system and the line are restored by themselves.
  public func restoreState(_ state: Bool) { plugged = state }
}
