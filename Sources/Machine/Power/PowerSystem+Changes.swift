/// What others change: what feeds the system, what stands in for the cell, temperature and loads.
extension PowerSystem {
  /// VBUS appears, with what its source can give (pA, clamped to 0 ... 1 kA), or disappears (`nil`).
  public func setBus(limit: Int64?) {
    settle()
    resupply {
      isOnBus = limit != nil
      busLimit = CurrentBand.held(limit ?? 0)
    }
    if limit == nil { toldBusOutput = -1 }
    solve()
  }

  /// The board runs from now on, or has stopped: it is off, or in hibernation.
  public func setRunning(_ isRunning: Bool) {
    guard isRunning != service.isRunning else { return }
    for load in loads { book(load) }
    service.isRunning = isRunning
    updateService()
  }

  /// Sets the charger; its limits are clamped to 0 ... 1 kA and 0 ... 100 V.
  public func setCharger(_ next: ChargerLimits) {
    guard next.held != limits else { return }
    settle()
    limits = next.held
    solve()
  }

  /// Sets the charge left, clamped to 0 ... the capacity, as if the cell had been exchanged, such as for a run that starts
  /// with a half-full one. Not an exchange with any load: it counts neither in nor out.
  public func setCharge(_ next: Int128) {
    settle()
    pack.replaceCharge(next, now: now)
    guard spare == nil else { return }
    if !isCellConnected && !cell.isEmpty { resupply { isCellConnected = true } }
    solve()
  }

  /// Connects something else in the cell's place, or the cell again. Whatever the cell's charge, it neither gives nor takes
  /// anything meanwhile. A capacitor begins with its voltage each time that it is connected.
  public func setSupply(_ next: Supply) {
    guard next.held != supply else { return }
    settle()
    if spare != nil || next.isCapacitor { exchangeStore(next) } else { supply = next.held }
    openAccount()
    // As a cell does that is put in: its protection circuit looks at its own voltage.
    if isOnStore && !isCellConnected && !cell.isEmpty && cell.openCircuit >= cell.cutOffMicrovolts {
      resupply { isCellConnected = true }
    }
    solve()
  }

  /// Sets what an energy harvester's source gives, clamped to its limits. It charges what stores charge at the contacts.
  public func setHarvest(_ next: HarvestSource) {
    guard next.held != harvest else { return }
    settle()
    harvest = next.held
    if side == nil { openAccount() }
    solve()
  }

  /// Begins the account of a store that has one: a capacitor, or the cell with a harvester.
  private func openAccount() {
    side = isOnStore && (spare != nil || harvest != .off) ? StoreFlows(cell) : nil
  }

  /// Exchanges the cell for a capacitor, or the other way round: the pack's own loads come and go with the cell.
  private func exchangeStore(_ next: Supply) {
    resupply {
      supply = next.held
      placeStore()
    }
    // What was foreseen is of the other one.
    requantise.cancel()
  }

  /// Puts what the supply says into the circuit: a capacitor as it is at first, or the cell as it was.
  func placeStore() {
    guard case .capacitor(let plan) = supply else {
      if let spare { cell = spare }
      spare = nil
      return
    }
    let source = Capacitor(plan)
    spare = spare ?? cell
    cell = CellCircuit(source, charge: source.startCharge, now: now)
  }

  /// Sets the temperature of cell and board, in thousandths of a degree Celsius, clamped to -100 ... 200 degrees.
  public func setTemperature(milliCelsius: Int) {
    let held = min(max(milliCelsius, -100_000), 200_000)
    guard held != self.milliCelsius else { return }
    settle()
    pack.setTemperature(held, now: now)
    setLeakages()
    for load in loads where load.leakage != nil {
      unplace(load)
      place(load)
    }
    solve()
  }

  func setLeakages() {
    isAtReference = milliCelsius == Leakage.reference
    for leakage in leakages { leakage.set(milliCelsius: milliCelsius) }
  }

  func change(_ load: AnyLoad, row: Int, current: CurrentBand, isLinear: Bool, leakage: Leakage?) {
    settle()
    unplace(load)
    load.row = row
    load.current = current
    load.isLinear = isLinear
    load.leakage = leakage
    place(load)
    if load.net.hasStepsAbove { restep(load.net) }
    solve()
  }
}
