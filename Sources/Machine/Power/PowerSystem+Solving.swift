/// What every change is followed by: voltage and flows for the present loads, what they cross, and when to look again.
extension PowerSystem {
  /// Finds voltage and flows for the present loads and acts on what they cross. An action may change loads again; the
  /// outermost call then solves once more.
  func solve() {
    isDirty = true
    if isSolving { return }
    isSolving = true
    var rounds = 0
    while isDirty && rounds < PowerSystem.roundLimit {
      rounds += 1
      isDirty = false
      settle()
      cell.relax(now: now)
      // At a held voltage the smallest differences make the current.
      if flow.mode == .constantVoltage || cell.chargePerMicrovolt != nil {
        cell.read(now)
      } else {
        cell.readIfMoved(now: now)
      }
      if hasSide { solveSide() }
      if limits.isOn || flow != .off { solveFlow() }
      microvolts = isOnStore ? cell.terminal(netCellCurrent) : suppliedMicrovolts
      protect(mayReconnect: rounds == 1)
      if (microvolts &- converterInput).magnitude * 4 > PowerSystem.converterStep * 3 { reconvert() }
      if microvolts < quiet.from || microvolts >= quiet.to { checkThresholds() }
      if isOnBus, onBusOutput != nil { tellBusOutput() }
    }
    setQuantumAlarm()
    isSolving = false
    if !solutions.isEmpty { solutions.tell(()) }
  }

  private func tellBusOutput() {
    let output = busOutput
    guard output != toldBusOutput else { return }
    toldBusOutput = output
    onBusOutput?(output)
  }

  private func solveSide() {
    let harvester = PowerSystem.harvester
    var (leakage, full) = (harvest.isConverted ? harvester.quiescent : 0, harvester.cellFull)
    if case .capacitor(let plan) = supply {
      leakage += plan.leakage
      full = plan.fullMicrovolts
    }
    let possible = harvester.current(harvest, store: cell.openCircuit, terminal: cell.terminal(0 &- cellCurrent))
    side?.solve(cell, leakage: leakage, possible: possible, full: full, hysteresis: harvester.fullHysteresis)
  }

  private func solveFlow() {
    var next = ChargerFlow.off
    if limits.isOn && isOnBus && isOnStore {
      // At constant voltage the cell takes what its resistance lets through at the level, and loads on it come on top.
      let atLevel = cell.current(at: limits.microvolts) &+ cellCurrent
      let available = max(busLimit &- busCurrent, 0)
      if atLevel <= 0 {
        next = ChargerFlow(mode: .constantVoltage, current: 0)
      } else if min(atLevel, limits.current) > available {
        next = ChargerFlow(mode: .sourceLimited, current: available)
      } else if atLevel < limits.current {
        next = ChargerFlow(mode: .constantVoltage, current: atLevel)
        cell.hold(min(limits.microvolts, cell.overchargeMicrovolts), atLevel &- cellCurrent, now: now)
      } else {
        next = ChargerFlow(mode: .constantCurrent, current: limits.current)
      }
    }
    flow = next
    onFlow?(next)
  }

  /// The voltage at the contacts without the cell: that of what is in its place; of nothing, what the charger
  /// holds them at, which is at least what it gives the system (chosen).
  private var suppliedMicrovolts: Int64 {
    if case .bench(let microvolts) = supply { return microvolts }
    return isOnBus ? max(limits.microvolts, 3_600_000) : 0
  }

  /// The protection circuit disconnects the loads of an empty cell, and connects them again once its voltage is up to
  /// the release.
  ///
  /// One that powers down after an over-discharge needs VBUS for that; one that recovers alone does not. A solution
  /// connects in its first round only, so a load too heavy for the cell ends disconnected.
  private func protect(mayReconnect: Bool) {
    let connected: Bool
    if !isOnStore {
      connected = supply != .open
    } else if isCellConnected {
      connected = microvolts >= cell.cutOffMicrovolts && !cell.isEmpty
    } else {
      let isLifted = (isOnBus || cell.recoversAlone) && !cell.isEmpty && microvolts >= cell.releaseMicrovolts
      connected = isLifted && mayReconnect
    }
    let exhausted = isOnStore && !connected && cell.isEmpty
    guard connected != isCellConnected || exhausted != isExhausted else { return }
    resupply {
      isCellConnected = connected
      isExhausted = exhausted
    }
    isDirty = true
  }

  static func roundedForConverters(_ microvolts: Int64) -> Int64 {
    max((microvolts + converterStep / 2) / converterStep * converterStep, converterStep)
  }

  @inline(never)
  private func reconvert() {
    let next = PowerSystem.roundedForConverters(microvolts)
    guard next != converterInput else { return }
    setConverterInput(next)
    for load in loads where load.net.isConverter || !load.net.converters.isEmpty {
      unplace(load)
      place(load)
    }
    isDirty = true
  }

  func setConverterInput(_ microvolts: Int64) {
    converterInput = microvolts
    for net in nets where net.isConverter { net.setInput() }
  }

  @inline(never)
  private func checkThresholds() {
    for threshold in thresholds { threshold.check(microvolts) }
    findQuiet()
  }

  func findQuiet() {
    quiet = (.min, .max)
    for threshold in thresholds {
      if threshold.isBelow {
        quiet.to = min(quiet.to, threshold.high)
      } else {
        quiet.from = max(quiet.from, threshold.low)
      }
    }
  }

  /// Wakes when the cell will have moved by a quantum, or its relaxing drop by as much as matters. An alarm that comes
  /// earlier than needed only looks and sets the next, so a falling current moves nothing.
  private func setQuantumAlarm() {
    let current = netCellCurrent
    if current == 0 {
      requantise.cancel()
    } else {
      let isForeseen = (current > 0) == (foreseenCurrent > 0) && current.magnitude <= foreseenCurrent.magnitude
      if !isForeseen || requantise.deadline ?? 0 <= now {
        requantise.set(at: now.adding(cell.timeToQuantum(current)))
        foreseenCurrent = current
      }
    }
    if cell.chargePerMicrovolt != nil { setCrossingAlarm(current) }
    let isFine = flow.mode == .constantVoltage
    guard let relaxed = cell.timeToRelax(current, isFine: isFine) else { return }
    solve(within: relaxed)
  }

  /// Brings the alarm forward to a time from now, where it is later.
  private func solve(within time: Tick) {
    let end = now.adding(time)
    if end < requantise.deadline ?? .max { requantise.set(at: end) }
  }

  /// Wakes at the tick at which a capacitor crosses a voltage that something happens at, or is empty.
  private func setCrossingAlarm(_ current: Int64) {
    var times: [Tick?] = []
    if let unit = cell.chargePerMicrovolt, harvest != .off { times = harvestTimes(current, unit) }
    if current < 0 {
      times += [cell.timeToCross(quiet.from, current), cell.timeTo(0, current)]
      if isCellConnected { times.append(cell.timeToCross(cell.cutOffMicrovolts, current)) }
    } else {
      times += [cell.timeToCross(quiet.to, current), cell.timeTo(cell.capacity, current)]
      if !isCellConnected { times.append(cell.timeToCross(cell.releaseMicrovolts, current)) }
    }
    if let first = times.compactMap(\.self).min() { solve(within: first) }
  }

  /// When a capacitor of `unit` a microvolt leaves or reaches the level of a cold start, and when it is no longer full.
  private func harvestTimes(_ current: Int64, _ unit: Int128) -> [Tick?] {
    let harvester = PowerSystem.harvester
    let cold = Int128(harvester.coldBelow) * unit
    if current > 0 { return [cell.timeTo(cold, current)] }
    return [
      cell.timeTo(cold - 1, current),
      cell.timeTo(cell.capacity - Int128(harvester.fullHysteresis - 1) * unit - 1, current),
    ]
  }
}
