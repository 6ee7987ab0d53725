extension PowerSystem {
  /// The cell's charge now, in pA·ticks.
  public var remainingCharge: Int128 { cell.charge + ChargeBand.product(netCellCurrent, now - settledAt) }

  /// What of the charge can be had: the rest is lost with the capacity for it. In pA·ticks.
  public var availableCharge: Int128 { remainingCharge - cell.trapped }

  /// What use and time have done to the cell up to now.
  public var wear: SourceWear {
    var wear = cell.wear(at: now)
    wear.chargedIn = totalChargedIn
    return wear
  }

  /// The current into (positive) or out of the cell, in pA; none while something else is in its place.
  public var netCellCurrent: Int64 { isOnCell ? flow.current &- cellCurrent : 0 }

  /// The current that all loads take, whatever feeds them, in pA.
  public var loadCurrent: Int64 { cellCurrent &+ busCurrent }

  /// What the loads take out of the cell, or of what is in its place, in pA.
  public var currentFromCell: Int64 { cellCurrent }

  /// What VBUS gives to system and charger, in pA.
  public var busOutput: Int64 { busCurrent &+ flow.current }

  /// The charge of the full cell at its present age, in pA·ticks.
  public var capacity: Int128 { cell.capacity }

  /// State of charge in percent of the capacity, rounded to the nearest, 0 ... 100.
  public var percent: Int { Int(min(max(0, (availableCharge * 100 + cell.capacity / 2) / cell.capacity), 100)) }

  /// The rows of the ledger up to the present, those with time in them that may have charge, in the order of construction.
  public var ledger: [LedgerRow] {
    for load in loads { book(load) }
    return rows.indices.filter { rows[$0].ticks > 0 && rowSilences[$0] != .always }.map { index in
      var row = rows[index]
      if service.isOn { row.toggleService() }
      return row
    }
  }

  /// How long the cell has powered a running board so far: what averages of `LedgerRow.whileRunning` are taken over.
  public var ticksWhileRunning: Tick { service.total(at: now) }

  /// Charge that the charger has put into the cell so far, in pA·ticks.
  public var totalChargedIn: Int128 { cell.wear.chargedIn + ChargeBand.product(flow.current, now - settledAt) }
}
