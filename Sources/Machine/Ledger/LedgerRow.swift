/// What one state of one component has cost so far.
public struct LedgerRow: Codable, Hashable, Sendable {
  /// The part or block, such as `OLED`.
  public let component: String
  /// Its state, such as `on`.
  public let state: String
  /// Time spent in the state.
  public var ticks: Tick = 0
  /// Charge taken from the cell.
  public var fromCell = ChargeBand()
  /// Charge taken from VBUS while that fed the system.
  public var fromBus = ChargeBand()
  /// Both together.
  public var charge: ChargeBand { fromCell + fromBus }
  /// Charge taken from the cell while it powered a running board, in the rows that `PowerSystem.ledger` gives. In those
  /// that the system keeps: the rest of `fromCell` during such a time, so that booking has nothing to add to it.
  public private(set) var whileRunning = ChargeBand()

  /// A row without time or charge.
  public init(component: String, state: String) {
    self.component = component
    self.state = state
  }

  /// What no other row has.
  var key: String { "\(component)/\(state)" }

  /// Goes from the charge while running to the rest, or back.
  mutating func toggleService() { whileRunning = fromCell - whileRunning }

  /// Adds `ticks` in the state, which drew `current`.
  @inline(__always)
  mutating func add(_ current: CurrentBand, for ticks: Tick, isFromBus: Bool) {
    self.ticks &+= ticks
    if isFromBus { fromBus.add(current, for: ticks) } else { fromCell.add(current, for: ticks) }
  }
}
