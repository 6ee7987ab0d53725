import Boards
import Machine

/// The ledger as a report shows it, and the averages that it gives (docs/averages.md).
package struct ReportRows {
  package let rows: [Report.Row]
  let totalNanocoulombs: Int64
  package let whileRunning: Report.WhileRunning
  /// `nil` where the cell never powered the running band.
  package let average: Report.Band?
  /// `nil` where the average is, and where the band's life is not told by how it ran.
  package let lifeDays: Report.Band?

  /// The rows of a ledger; the cell of `capacity` (pA·ticks) powered the running band for `ticks`.
  package init(_ ledger: [LedgerRow], whileRunning ticks: Tick, capacity: Int128, obstacle: LifeObstacle?) {
    rows = ledger.map { row in
      let charge = row.charge
      return Report.Row(
        component: row.component, state: row.state, seconds: row.ticks.inSeconds,
        low: Charge.microampereHours(charge.low), typical: Charge.microampereHours(charge.typical),
        high: Charge.microampereHours(charge.high), nanocoulombs: Charge.nanocoulombs(charge.typical),
        usbNanocoulombs: Charge.nanocoulombs(row.fromBus.typical),
        runningNanocoulombs: Charge.nanocoulombs(row.whileRunning.typical))
    }
    totalNanocoulombs = rows.reduce(0) { $0 + $1.nanocoulombs }
    whileRunning = Report.WhileRunning(
      ticks: ticks, seconds: ticks.inSeconds, nanocoulombs: rows.reduce(0) { $0 + $1.runningNanocoulombs })
    let total = ledger.reduce(ChargeBand()) { $0 + $1.whileRunning }
    average = ticks == 0 ? nil : ReportRows.band(total) { Double($0) / Double(ticks) / 1e6 }
    // The highest current is the shortest life.
    let isKnown = obstacle == nil && ticks > 0 && total.low > 0
    let days = Double(ticks) / Double(Tick.seconds(86_400))
    lifeDays = isKnown ? ReportRows.band(total.reversed) { Double(capacity) / Double($0) * days } : nil
  }

  /// A band's, so far.
  package init(_ band: any Board) {
    self.init(
      band.power.ledger, whileRunning: band.power.ticksWhileRunning, capacity: band.power.capacity,
      obstacle: band.lifeObstacle)
  }

  private static func band(_ charge: ChargeBand, _ value: (Int128) -> Double) -> Report.Band {
    Report.Band(low: value(charge.low), typical: value(charge.typical), high: value(charge.high))
  }
}

extension ChargeBand {
  fileprivate var reversed: ChargeBand {
    var reversed = self
    (reversed.low, reversed.high) = (high, low)
    return reversed
  }
}
