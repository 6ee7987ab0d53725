import Boards
import Machine

/// The charge that all loads have drawn up to one moment, whatever fed them, and their energy since somebody counts it.
struct IntervalCharges {
  let tick: Tick
  private(set) var total = ChargeBand()
  private(set) var byComponent: [String: ChargeBand] = [:]
  let energy: Int128

  /// Up to now.
  init(_ band: any Board, _ meter: EnergyMeter? = nil) {
    tick = band.emulation.now
    energy = meter?.total ?? 0
    for row in band.power.ledger {
      total = total + row.charge
      byComponent[row.component] = (byComponent[row.component] ?? ChargeBand()) + row.charge
    }
  }
}
