/// The temperature around the band, which sensors, thermistor and chip take as theirs.
public final class Ambient: Snapshotting {
  /// In thousandths of a degree Celsius, clamped to -100 ... 200 degrees.
  public var milliCelsius: Int {
    didSet {
      milliCelsius = min(max(milliCelsius, -100_000), 200_000)
      if milliCelsius != oldValue { for observer in observers { observer() } }
    }
  }
  private var observers: [() -> Void] = []

  /// Surroundings at a temperature, 25 degrees unless told otherwise.
  public init(_ name: String = "ambient", on emulation: Emulation, milliCelsius: Int = 25_000) {
    self.milliCelsius = min(max(milliCelsius, -100_000), 200_000)
    emulation.register(name, self)
  }

  /// Calls `action` after every change.
  public func observe(_ action: @escaping () -> Void) { observers.append(action) }

  /// The temperature.
  public func saveState() -> Int { milliCelsius }

  /// Takes over the temperature without telling anybody.
  public func restoreState(_ state: Int) {
    let told = observers
    observers = []
    milliCelsius = state
    observers = told
  }
}
