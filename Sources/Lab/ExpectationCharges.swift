import Boards
import Machine

/// The typical charges of all components at one moment, in pA·ticks.
struct ExpectationCharges {
  let tick: Tick
  let byComponent: [String: Int128]

  init(_ band: MiBand2) {
    tick = band.emulation.now
    var charges: [String: Int128] = [:]
    for row in band.power.ledger { charges[row.component, default: 0] += (row.fromCell + row.fromBus).typical }
    byComponent = charges
  }

  var total: Int128 { byComponent.values.reduce(0, +) }

  /// The average since an earlier moment, or since tick 0, in microamperes; `nil` where there is no such component.
  func average(of component: String?, since start: ExpectationCharges?) -> Double? {
    let length = tick - (start?.tick ?? 0)
    guard length > 0 else { return 0 }
    guard let component else { return Double(total - (start?.total ?? 0)) / Double(length) / 1e6 }
    guard let charge = byComponent[component] else { return nil }
    return Double(charge - (start?.byComponent[component] ?? 0)) / Double(length) / 1e6
  }
}
