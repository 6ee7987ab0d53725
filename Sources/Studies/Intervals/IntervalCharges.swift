import Boards
import Machine

/// The charge that all loads have drawn up to one moment, whatever fed them.
struct IntervalCharges {
  let tick: Tick
  private(set) var total = ChargeBand()
  private(set) var byComponent: [String: ChargeBand] = [:]

  /// Up to now.
  init(_ band: any Board) {
    tick = band.emulation.now
    for row in band.power.ledger {
      total = total + row.charge
      byComponent[row.component] = (byComponent[row.component] ?? ChargeBand()) + row.charge
    }
  }
}
