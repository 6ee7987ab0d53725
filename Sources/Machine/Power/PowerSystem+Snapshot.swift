extension PowerSystem {
  /// What a snapshot keeps.
  public struct State: Codable {
    struct LoadState: Codable {
      var state: String
      var current: CurrentBand
      var drawn: CurrentBand
      var isOnBus: Bool
      var isPowered: Bool
      var since: Tick
    }
    var cell: CellCircuit.State
    var service: CellService
    var settledAt: Tick
    var foreseenCurrent: Int64
    var isCellConnected: Bool
    /// `nil` for the cell.
    var supply: Supply?
    /// With a capacitor in its place: the cell.
    var spare: CellCircuit.State?
    /// What flows beside charger and loads, and a harvester's source; `nil` for none.
    var side: StoreFlows?
    var harvest: HarvestSource?
    var isOnBus: Bool
    var busLimit: Int64
    var limits: ChargerLimits
    var flow: ChargerFlow
    var microvolts: Int64
    var converterInput: Int64
    /// The thresholds that the voltage is below of.
    var below: NamedValues<Bool>
    var rows: [LedgerRow]
    var loads: NamedValues<LoadState>
    var requantise: Tick?
    /// The names of the nets that are switched off; `nil` for none.
    var switchedOff: [String]?
  }

  /// The state of cell, charger, loads and ledger.
  public func saveState() -> State {
    for load in loads { book(load) }
    settle()
    return State(
      cell: cell.state, service: service, settledAt: settledAt, foreseenCurrent: foreseenCurrent,
      isCellConnected: isCellConnected, supply: supply == .cell ? nil : supply, spare: spare?.state, side: side,
      harvest: harvest == .off ? nil : harvest,
      isOnBus: isOnBus, busLimit: busLimit, limits: limits, flow: flow,
      microvolts: microvolts, converterInput: converterInput,
      below: NamedValues(thresholdNames, thresholds.map(\.isBelow)), rows: savedRows,
      loads: NamedValues(
        loadNames,
        loads.map {
          State.LoadState(
            state: $0.stateName, current: $0.current, drawn: $0.drawn, isOnBus: $0.isOnBus, isPowered: $0.isPowered,
            since: $0.since)
        }), requantise: requantise.deadline,
      switchedOff: hasSwitchedOff ? nets.filter { !$0.isEnabled }.map(\.name) : nil)
  }

  private var savedRows: [LedgerRow] {
    zip(rows, rowSilences).filter { $1 == .never || $1 == .untilThereIsTime && $0.ticks > 0 }.map(\.0)
  }

  /// Throws where a load, a threshold, a net or a row of the ledger is missing, or where one is saved that the system has not.
  public func check(_ state: State) throws(SnapshotError) {
    try state.loads.check(loadNames) { "load \($0)" }
    try state.below.check(thresholdNames) { "threshold \($0)" }
    for load in loads {
      guard let saved = state.loads[load.component], !load.knows(stateName: saved.state) else { continue }
      throw .unknown("state \(saved.state) of load \(load.component)")
    }
    for name in state.switchedOff ?? [] where !nets.contains(where: { $0.name == name }) {
      throw .unknown("net \(name)")
    }
    let saved = Set(state.rows.map(\.key))
    for (row, silence) in zip(rows, rowSilences) where silence == .never && !saved.contains(row.key) {
      throw .missing("row \(row.key) of the ledger")
    }
    for row in state.rows where rowIndex[row.key] == nil { throw .unknown("row \(row.key) of the ledger") }
  }

  /// Takes over a saved state, with every number clamped to the range that a run keeps it in.
  public func restoreState(_ state: State) {
    supply = (state.supply ?? .cell).held
    placeStore()
    cell.restore(state.cell, now: now)
    if let saved = state.spare { spare?.restore(saved, now: now) }
    harvest = (state.harvest ?? .off).held
    side = state.side ?? (spare == nil ? nil : StoreFlows(cell))
    setLeakages()
    service = state.service.held(now: now)
    settledAt = min(state.settledAt, now)
    isCellConnected = state.isCellConnected
    isExhausted = isOnStore && !isCellConnected && cell.isEmpty
    isOnBus = state.isOnBus
    busLimit = CurrentBand.held(state.busLimit)
    limits = state.limits.held
    flow = ChargerFlow(mode: state.flow.mode, current: CurrentBand.held(state.flow.current))
    microvolts = min(max(state.microvolts, 0), 2 * SolverLimits.microvolts)
    for net in nets { net.restore(isEnabled: !(state.switchedOff?.contains(net.name) ?? false)) }
    hasSwitchedOff = nets.contains { !$0.isEnabled }
    setConverterInput(min(max(state.converterInput, 0), 2 * SolverLimits.microvolts))
    foreseenCurrent = state.foreseenCurrent
    requantise.set(at: state.requantise)
    state.below.forEach(in: thresholdNames) { thresholds[$0].isBelow = $1 }
    findQuiet()
    restoreRows(state.rows)
    restoreLoads(state.loads)
    toldBusOutput = isOnBus ? busOutput : -1
  }

  /// Rows keep their places, which the loads know.
  private func restoreRows(_ saved: [LedgerRow]) {
    var rest = saved[...]
    for index in rows.indices {
      // Those that a machine of the kind has saved are in its order.
      if let next = rest.first, next.component == rows[index].component, next.state == rows[index].state {
        rows[index] = next
        rest.removeFirst()
      } else {
        rows[index] = LedgerRow(component: rows[index].component, state: rows[index].state)
      }
    }
    for next in rest { if let index = rowIndex[next.key] { rows[index] = next } }
  }

  private func restoreLoads(_ saved: NamedValues<State.LoadState>) {
    cellCurrent = 0
    busCurrent = 0
    saved.forEach(in: loadNames) { place, next in
      let load = loads[place]
      load.restore(stateName: next.state)
      load.current = next.current.held
      load.drawn = next.drawn.held
      load.isOnBus = next.isOnBus
      load.isPowered = next.isPowered
      load.since = min(next.since, now)
      if load.isOnBus { busCurrent += load.drawn.typical } else { cellCurrent += load.drawn.typical }
    }
    restoreOutputs()
  }

  /// The output of a converter, and so its step, depends on the steps of those behind it: those at the leaves are right in
  /// the first round.
  private func restoreOutputs() {
    for _ in 0...nets.count {
      for net in nets { net.output = 0 }
      for load in loads { restoreOutput(load) }
      let changed = nets.filter { $0.hasSteps && $0.findStep() }
      for net in changed { net.setInput() }
      if changed.isEmpty { return }
    }
  }

  private func restoreOutput(_ load: AnyLoad) {
    let net = load.net
    load.output = 0
    load.outputsAbove.removeAll()
    guard net.hasStepsAbove, load.isPowered else { return }
    var current = isAtReference ? load.current : load.leakage?.apply(load.current) ?? load.current
    if net.isConverter && !load.isLinear {
      load.output = net.hasSteps ? current.typical : 0
      net.output += load.output
      current = net.input(current, isOnBus: load.isOnBus)
    }
    for above in net.converters {
      let output = above.hasSteps ? current.typical : 0
      above.output += output
      load.outputsAbove.append(output)
      current = above.input(current, isOnBus: load.isOnBus)
    }
  }
}
