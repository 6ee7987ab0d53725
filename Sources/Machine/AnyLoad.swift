/// What the power system knows of a load, whatever its states are called.
public class AnyLoad {
  let net: PowerNet
  let component: String
  /// The row of the present state, and the one of the time without power.
  var row: Int
  let unpoweredRow: Int
  /// The current on the load's own net.
  var current: CurrentBand
  /// The current where it leaves the cell or VBUS, at the present voltage.
  var drawn = CurrentBand.zero
  var isOnBus = false
  var isPowered = false
  var since: Tick

  init(_ component: String, on net: PowerNet, state: String, current: CurrentBand) {
    self.component = component
    self.net = net
    self.current = current.held
    let system = net.system
    row = system.row(component, state)
    unpoweredRow = system.row(component, "unpowered")
    since = system.now
    system.add(self)
  }

  var stateName: String { "" }
  func restore(stateName: String) {}
}
