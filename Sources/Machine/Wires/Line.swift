/// One electrical line with two levels: a pin, an interrupt request, a chip select, cable detect, power good.
///
/// Anything may drive it through a `LineDriver` of its own; a driven low wins over a driven high (as with open-drain
/// outputs), and an undriven line takes its pull's level. Every observer hears of every change of level once and in
/// order; observers hear of one change in the order in which they were added.
public final class Line {
  /// For traces, such as `P3_4` or `IRQ.UART2`.
  public let name: String
  /// The present level.
  public private(set) var level: Bool
  /// The level of the undriven line.
  public var pull: Bool {
    didSet { if pull != oldValue { settle() } }
  }
  private var drivers: [LineDriver] = []
  private var observers: [(Bool) -> Void] = []
  private var isTelling = false
  /// Changes that observers made while they were being told of an earlier one.
  private var untold: [Bool] = []

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

  /// Calls `action` with the new level at every change. `level` may be past that already, where an observer that heard
  /// first changed the line again.
  public func observe(_ action: @escaping (Bool) -> Void) { observers.append(action) }

  /// How many hear of its changes.
  public var observerCount: Int { observers.count }

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
    if isTelling {
      untold.append(next)
    } else if !observers.isEmpty {
      tell(next)
    }
  }

  private func tell(_ first: Bool) {
    isTelling = true
    for observer in observers { observer(first) }
    while !untold.isEmpty {
      let next = untold.removeFirst()
      for observer in observers { observer(next) }
    }
    isTelling = false
  }
}
