import Machine

/// The ledger as a report shows it.
struct ReportRows {
  let rows: [Report.Row]
  let totalNanocoulombs: Int64
  let average: Report.Band

  /// The rows of a ledger kept over a time.
  init(_ ledger: [LedgerRow], over time: Tick) {
    rows = ledger.map { row in
      let charge = row.fromCell + row.fromBus
      return Report.Row(
        component: row.component, state: row.state, seconds: row.ticks.inSeconds,
        low: Charge.microampereHours(charge.low), typical: Charge.microampereHours(charge.typical),
        high: Charge.microampereHours(charge.high), nanocoulombs: Charge.nanocoulombs(charge.typical),
        usbNanocoulombs: Charge.nanocoulombs(row.fromBus.typical))
    }
    totalNanocoulombs = rows.reduce(0) { $0 + $1.nanocoulombs }
    let total = ledger.reduce(ChargeBand()) { $0 + ($1.fromCell + $1.fromBus) }
    func microamperes(_ charge: Int128) -> Double { time == 0 ? 0 : Double(charge) / Double(time) / 1e6 }
    average = Report.Band(
      low: microamperes(total.low), typical: microamperes(total.typical), high: microamperes(total.high))
  }
}
