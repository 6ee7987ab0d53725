extension PowerSystem {
  /// The cell's charge now, in pA·ticks.
  public var remainingCharge: Int128 { spare?.charge ?? storedCharge }

  /// That of what stores charge at the contacts: of the cell, or of a capacitor in its place. In pA·ticks.
  private var storedCharge: Int128 { cell.charge + ChargeBand.product(netCellCurrent, now - settledAt) }

  /// The account of the capacitor in the cell's place, or of the cell where a harvester charges it; `nil` without one.
  public var storeAccount: StoreAccount? {
    guard let side else { return nil }
    let ticks = now - settledAt
    let charged = cell.wear.chargedIn + ChargeBand.product(flow.current, ticks) - side.chargedBefore - side.harvested
    return StoreAccount(
      supply: supply, start: side.startCharge, startMicrovolts: side.startMicrovolts, end: storedCharge,
      charged: charged, harvested: side.harvested + ChargeBand.product(side.harvest, ticks),
      turnedAway: side.refused + ChargeBand.product(side.refusal, ticks),
      lost: side.leaked + ChargeBand.product(side.leak, ticks))
  }

  /// What of the charge can be had: the rest is lost with the capacity for it. In pA·ticks, not below 0, as in a cell that died
  /// in a drawer.
  public var availableCharge: Int128 { max(remainingCharge - pack.trapped, 0) }

  /// What use and time have done to the cell up to now.
  public var wear: SourceWear {
    var wear = pack.wear(at: now)
    wear.chargedIn = totalChargedIn
    return wear
  }

  /// The current into (positive) or out of the cell, or a capacitor in its place, in pA; none while something else is there.
  public var netCellCurrent: Int64 { isOnStore ? flow.current &+ sideIn &- cellCurrent &- sideOut : 0 }

  /// The current that all loads take, whatever feeds them, in pA.
  public var loadCurrent: Int64 { cellCurrent &+ busCurrent }

  /// The power that all loads take, in pA·uV (10^-18 W): from the cell, or what is in its place, at its terminal voltage, and from
  /// VBUS at 5 V.
  public var loadPower: Int128 {
    Int128(cellCurrent) * Int128(microvolts) + Int128(busCurrent) * Int128(PowerSystem.busMillivolts * 1_000)
  }

  /// What the loads take out of the cell, or of what is in its place, in pA.
  public var currentFromCell: Int64 { cellCurrent }

  /// What VBUS gives to system and charger, in pA.
  public var busOutput: Int64 { busCurrent &+ flow.current }

  /// The charge of the full cell at its present age, in pA·ticks.
  public var capacity: Int128 { pack.capacity }

  /// State of charge in percent of the capacity, rounded to the nearest, 0 ... 100.
  public var percent: Int { Int(min(max(0, (availableCharge * 100 + capacity / 2) / capacity), 100)) }

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

  /// Charge that the charger, or a harvester, has put into the cell so far, in pA·ticks.
  public var totalChargedIn: Int128 {
    spare?.wear.chargedIn ?? cell.wear.chargedIn + ChargeBand.product(flow.current &+ sideIn, now - settledAt)
  }
}
