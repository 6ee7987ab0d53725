extension PowerSystem {
  /// What a snapshot keeps.
  public struct State: Codable {
    struct LoadState: Codable {
      var component: String
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
    var isOnBus: Bool
    var busLimit: Int64
    var limits: ChargerLimits
    var flow: ChargerFlow
    var microvolts: Int64
    var converterInput: Int64
    var below: [Bool]
    var rows: [LedgerRow]
    var loads: [LoadState]
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
      isCellConnected: isCellConnected, supply: isOnCell ? nil : supply, isOnBus: isOnBus, busLimit: busLimit,
      limits: limits, flow: flow,
      microvolts: microvolts, converterInput: converterInput, below: thresholds.map(\.isBelow), rows: rows,
      loads: loads.map {
        State.LoadState(
          component: $0.component, state: $0.stateName, current: $0.current, drawn: $0.drawn, isOnBus: $0.isOnBus,
          isPowered: $0.isPowered, since: $0.since)
      }, requantise: requantise.deadline,
      switchedOff: hasSwitchedOff ? nets.filter { !$0.isEnabled }.map(\.name) : nil)
  }

  /// Takes over a saved state, with every number held to the range that a run keeps it in.
  public func restoreState(_ state: State) {
    cell.restore(state.cell, now: now)
    setLeakages()
    service = state.service.held(now: now)
    settledAt = min(state.settledAt, now)
    isCellConnected = state.isCellConnected
    supply = (state.supply ?? .cell).held
    isOnBus = state.isOnBus
    busLimit = CurrentBand.held(state.busLimit)
    limits = state.limits.held
    flow = ChargerFlow(mode: state.flow.mode, current: CurrentBand.held(state.flow.current))
    microvolts = min(max(state.microvolts, 0), 2 * CellCircuit.maximumMicrovolts)
    for net in nets { net.restore(isEnabled: !(state.switchedOff?.contains(net.name) ?? false)) }
    hasSwitchedOff = nets.contains { !$0.isEnabled }
    setConverterInput(min(max(state.converterInput, 0), 2 * CellCircuit.maximumMicrovolts))
    foreseenCurrent = state.foreseenCurrent
    requantise.set(at: state.requantise)
    for (threshold, isBelow) in zip(thresholds, state.below) { threshold.isBelow = isBelow }
    findQuiet()
    restoreRows(state.rows)
    restoreLoads(state.loads)
  }

  /// Rows keep their places, which the loads know.
  private func restoreRows(_ saved: [LedgerRow]) {
    for index in rows.indices { rows[index] = LedgerRow(component: rows[index].component, state: rows[index].state) }
    for next in saved { rows[row(next.component, next.state)] = next }
  }

  private func restoreLoads(_ saved: [State.LoadState]) {
    cellCurrent = 0
    busCurrent = 0
    for (load, next) in zip(loads, saved) {
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
