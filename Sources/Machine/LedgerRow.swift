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

  /// A row without time or charge.
  public init(component: String, state: String) {
    self.component = component
    self.state = state
  }

  /// Adds `ticks` in the state, which drew `current`.
  @inline(__always)
  mutating func add(_ current: CurrentBand, for ticks: Tick, isFromBus: Bool) {
    self.ticks &+= ticks
    if isFromBus { fromBus.add(current, for: ticks) } else { fromCell.add(current, for: ticks) }
  }
}
