/// One electrical line with two levels: a pin, an interrupt request, a chip select, cable detect, power good.
///
/// Anything may drive it through a `LineDriver` of its own; a driven low wins over a driven high (as with open-drain
/// outputs), and an undriven line takes its pull's level. Observers hear of every change of level, in the order in
/// which they were added.
public final class Line {
  /// For traces, such as `P3_4` or `IRQ.UART2`.
  public let name: String
  /// The present level.
  public private(set) var level: Bool
  /// The level of the undriven line.
  public var pull: Bool { didSet { settle() } }
  private var drivers: [LineDriver] = []
  private var observers: [(Bool) -> Void] = []

  /// Makes an undriven line.
  public init(_ name: String, pull: Bool = false) {
    self.name = name
    self.pull = pull
    level = pull
  }

  /// Adds a driver that does not drive yet.
  public func driver() -> LineDriver {
    let driver = LineDriver(self)
    drivers.append(driver)
    return driver
  }

  /// Calls `action` with the new level at every change.
  public func observe(_ action: @escaping (Bool) -> Void) { observers.append(action) }

  /// What a snapshot keeps of a line.
  struct State: Codable {
    var pull: Bool
    var driven: [Bool?]
  }

  var state: State { State(pull: pull, driven: drivers.map(\.value)) }

  /// Takes over a saved state without telling the observers, whose blocks are restored by themselves.
  func restore(_ state: State) {
    let told = observers
    observers = []
    for (driver, value) in zip(drivers, state.driven) { driver.value = value }
    pull = state.pull
    observers = told
  }

  func settle() {
    var next = pull
    for driver in drivers {
      guard let value = driver.value else { continue }
      next = value
      if !value { break }
    }
    guard next != level else { return }
    level = next
    for observer in observers { observer(next) }
  }
}
