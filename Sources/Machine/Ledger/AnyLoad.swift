/// What the power system knows of a load, whatever its states are called.
public class AnyLoad {
  let net: PowerNet
  /// The part or block, as in the ledger.
  public let component: String
  /// The place in the order of construction.
  public internal(set) var index = 0
  /// The row of the present state in the ledger, and the one of the time without power.
  var row: Int
  let unpoweredRow: Int
  /// The current on the load's own net.
  public internal(set) var current: CurrentBand
  /// The current where it leaves the cell or VBUS, at the present voltage.
  public internal(set) var drawn = CurrentBand.zero
  /// Whether it has states in which nothing ever flows, as a pad has: tables and counts leave it out until something did.
  public internal(set) var isUsuallySilent = false
  /// The typical current that it takes from the net's converter, where the efficiency depends on it.
  var output: Int64 = 0
  /// That at each of the net's `converters`.
  var outputsAbove: [Int64] = []
  /// Whether VBUS feeds it.
  public internal(set) var isOnBus = false
  /// Whether its net has power.
  public internal(set) var isPowered = false
  var since: Tick
  /// What makes the present state's current grow with the temperature.
  var leakage: Leakage?
  /// Whether the present state passes the net's converter by.
  var isLinear: Bool

  init(
    _ component: String, on net: PowerNet, state: String, current: CurrentBand, isLinear: Bool, leakage: Leakage?
  ) {
    self.component = component
    self.net = net
    self.isLinear = isLinear
    self.leakage = leakage
    self.current = current.held
    let system = net.system
    row = system.row(component, state)
    unpoweredRow = system.row(component, "unpowered")
    since = system.now
    system.add(self)
  }

  var stateName: String { "" }

  /// The state that the ledger has the present time in: `unpowered` while the net has no power.
  public var accountedState: String { net.system.rows[isPowered ? row : unpoweredRow].state }
  /// A number that stands for `accountedState`, the same for the same component and state.
  public var accountedRow: Int { isPowered ? row : unpoweredRow }

  func knows(stateName: String) -> Bool { false }

  func restore(stateName: String) {}
}
