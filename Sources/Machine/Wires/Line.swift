/// One electrical line with two levels: a pin, an interrupt request, a chip select, cable detect, power good.
///
/// Anything may drive it through a `LineDriver` of its own; a driven low wins over a driven high (as with open-drain
/// outputs), and an undriven line takes its pull's level. Every observer hears of every change of level once and in
/// order; observers hear of one change in the order in which they were added, and those who watch after them.
public final class Line {
  /// For traces, such as `P3_4` or `IRQ.UART2`.
  public let name: String
  /// The present level.
  public private(set) var level: Bool
  /// Whether anything drives it; else it has its pull's level, behind which is a resistor or nothing.
  public var isDriven: Bool { drivers.contains { $0.value != nil } }
  /// The level of the undriven line.
  public var pull: Bool {
    didSet { if pull != oldValue { settle() } }
  }
  private(set) var drivers: [LineDriver] = []
  /// The names of those that every machine of the kind has, in their order.
  private(set) var names: [String] = []
  var observers: [(Bool) -> Void] = []
  var watchers: Watchers<Bool>?
  var settled: [() -> Void] = []
  private var isTelling = false
  /// Changes that observers made while they were being told of an earlier one.
  private var untold: [Bool] = []

  /// Makes an undriven line.
  public init(_ name: String, pull: Bool = false) {
    self.name = name
    self.pull = pull
    level = pull
  }

  /// Adds a driver that does not drive yet, under a name that no other driver of the line has.
  ///
  /// One that only some runs of a machine have is `optional`: snapshots know it only while it drives.
  public func driver(_ driverName: String, optional isOptional: Bool = false) -> LineDriver {
    require(!drivers.contains { $0.name == driverName }, "two drivers named \(driverName) of line \(name)")
    let driver = LineDriver(self, driverName, isOptional: isOptional)
    drivers.append(driver)
    if !isOptional { names.append(driverName) }
    return driver
  }

  /// Wires `action` to the line, for the machine's life: it is called with the new level at every change. `level` may be past
  /// that already, where an observer that heard first changed the line again.
  public func observe(_ action: @escaping (Bool) -> Void) { observers.append(action) }

  /// Tells `action` of the new level at every change, as `observe` does, until the subscription ends.
  public func watch(_ action: @escaping (Bool) -> Void) -> Subscription {
    let watchers = watchers ?? Watchers()
    self.watchers = watchers
    return watchers.add(action)
  }

  /// Wires `action` to the line, for the machine's life: it is called when a driver or the pull has changed, whether or not the
  /// level did, after those who hear of the level. For what needs to know who drives: pads, and what takes its current from them.
  public func onSettle(_ action: @escaping () -> Void) { settled.append(action) }

  /// How many hear of its changes.
  public var observerCount: Int { observers.count + (watchers?.count ?? 0) }

  func settle() {
    var next = pull
    for driver in drivers {
      guard let value = driver.value else { continue }
      next = value
      if !value { break }
    }
    if next != level {
      level = next
      if isTelling {
        untold.append(next)
      } else if !observers.isEmpty || watchers != nil {
        tell(next)
      }
    }
    for action in settled { action() }
  }

  private func tell(_ first: Bool) {
    isTelling = true
    for observer in observers { observer(first) }
    watchers?.tell(first)
    while !untold.isEmpty {
      let next = untold.removeFirst()
      for observer in observers { observer(next) }
      watchers?.tell(next)
    }
    isTelling = false
  }
}
