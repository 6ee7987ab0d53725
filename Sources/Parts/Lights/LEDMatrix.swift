import Machine

/// LEDs between rows that are driven high and columns that are driven low, with a resistor in each column. Firmware
/// shows one row after another; what is seen is what was lit in the last 20 ms.
public final class LEDMatrix: Snapshotting {
  /// What decides the future.
  public struct State: Codable {
    /// By row and then column of the wiring.
    var duties: [DutyMeter]
  }

  /// As reports call it.
  public let name: String
  /// Which LED is where.
  public let wiring: Wiring
  /// What the LEDs shine in.
  public let color: LED.Color
  private let watchers = Watchers<Void>()
  private var duties: [DutyMeter]
  private let rows: [Line]
  private let columns: [Line]
  private let net: PowerNet
  private let scheduler: Scheduler
  private let coefficients: LED.Coefficients
  private let load: Load<LED.Mode>

  /// Puts the LEDs between their pads, as many rows and columns as the wiring has; `net` is that of the pads.
  public init(
    _ name: String = "LED matrix", on emulation: Emulation, net: PowerNet, rows: [Line], columns: [Line],
    wiring: Wiring, color: LED.Color = .red, coefficients: LED.Coefficients
  ) {
    require(rows.count == wiring.rows && columns.count == wiring.columns, "\(name): other lines than its wiring has")
    self.name = name
    self.wiring = wiring
    self.color = color
    self.rows = rows
    self.columns = columns
    self.net = net
    self.coefficients = coefficients
    scheduler = emulation.scheduler
    duties = Array(repeating: DutyMeter(), count: rows.count * columns.count)
    load = Load(name, on: net, initial: .off, currents: [.off: .zero, .on: .zero])
    emulation.register(name, self)
    for line in rows + columns { line.onSettle { [unowned self] in self.update() } }
    net.observePower { [unowned self] _ in self.update() }
    update()
  }

  /// Tells `action` whenever its lines change: the picture may be another.
  public func watchChanges(_ action: @escaping () -> Void) -> Subscription { watchers.add { _ in action() } }

  /// A column draws what its resistor lets through, however many of its LEDs share it.
  private func update() {
    var drawing = 0
    let isPowered = net.isPowered
    for column in columns.indices {
      // A pull, or nothing, lets too little through to be seen.
      let isSinking = isPowered && !columns[column].level && columns[column].isDriven
      var isLit = false
      for row in rows.indices {
        let isOn = isSinking && rows[row].level && rows[row].isDriven && wiring.places[row][column] != nil
        duties[row * columns.count + column].turn(isOn, at: scheduler.now)
        isLit = isLit || isOn
      }
      if isLit { drawing += 1 }
    }
    if drawing > 0 {
      let one = coefficients.current(millivolts: net.millivolts)
      load.enter(.on, drawing: one.scaled(by: Int64(drawing), over: 1))
    } else {
      load.enter(.off)
    }
    if !watchers.isEmpty { watchers.tell(()) }
  }

  /// How much of the last 20 ms each LED was lit, 0 ... 1, by row from top left.
  public var brightness: [Double] {
    var picture = [Double](repeating: 0, count: wiring.width * wiring.height)
    for (row, places) in wiring.places.enumerated() {
      for (column, place) in places.enumerated() {
        guard let place else { continue }
        picture[place.y * wiring.width + place.x] = duties[row * columns.count + column].duty(at: scheduler.now)
      }
    }
    return picture
  }

  /// Which LEDs are seen lit, by row from top left: those that were on at some time of the last 20 ms.
  public var picture: [Bool] { brightness.map { $0 > 0 } }

  /// When each was on.
  public func saveState() -> State { State(duties: duties) }

  /// Takes that over.
  public func restoreState(_ saved: State) {
    guard saved.duties.count == duties.count else { return }
    duties = saved.duties
  }
}
