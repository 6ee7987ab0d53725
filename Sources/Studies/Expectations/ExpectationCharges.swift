import Boards
import Machine

/// What the cell gave while it powered the running band up to one moment, typically, in pA·ticks (docs/averages.md).
struct ExpectationCharges {
  /// How long it did.
  let ticks: Tick
  let byComponent: [String: Int128]

  init(_ band: any Board) {
    ticks = band.power.ticksWhileRunning
    // What has drawn nothing has no row.
    var charges = Dictionary(band.power.loads.map { ($0.component, Int128(0)) }) { first, _ in first }
    for row in band.power.ledger { charges[row.component, default: 0] += row.whileRunning.typical }
    byComponent = charges
  }

  var total: Int128 { byComponent.values.reduce(0, +) }

  /// Whether any of it was after an earlier moment, or after tick 0.
  func hasAny(since start: ExpectationCharges?) -> Bool { ticks > start?.ticks ?? 0 }

  /// The average since an earlier moment, or since tick 0, in microamperes; `nil` where there is no such component, or no
  /// such time.
  func average(of component: String?, since start: ExpectationCharges?) -> Double? {
    guard hasAny(since: start) else { return nil }
    let length = Double(ticks - (start?.ticks ?? 0))
    guard let component else { return Double(total - (start?.total ?? 0)) / length / 1e6 }
    guard let charge = byComponent[component] else { return nil }
    return Double(charge - (start?.byComponent[component] ?? 0)) / length / 1e6
  }
}
