/// The power nets of a machine, solved by events: the cell's voltage follows its charge and its load, regulators and
/// thresholds follow the voltage.
///
/// The solution is taken anew at every change of a load, of VBUS or of the charger, and whenever the cell's charge has
/// moved by one `quantum`; between two solutions all currents are constant, so charge is an exact product and nothing
/// depends on how a run is cut.
public final class PowerSystem: Snapshotting {
  /// One in so many parts of the capacity is the quantum of charge between two solutions: 12.6 mC of a 70 mAh cell,
  /// over which its open-circuit voltage moves by less than a millivolt.
  static let quantaPerCapacity: Int128 = 20_000
  /// Step-down converters see the cell's voltage in steps of this many millivolts.
  static let converterStep: Int64 = 20

  let scheduler: Scheduler
  let source: any VoltageSource
  var nets: [PowerNet] = []
  var loads: [AnyLoad] = []
  var rows: [LedgerRow] = []
  private var rowIndex: [String: Int] = [:]
  private var thresholds: [VoltageThreshold] = []
  private var requantise: Alarm!

  /// Charge left in the source, settled up to `settledAt`, in pA·ticks.
  var charge: Int128
  var settledAt: Tick
  /// Charge that has flowed into the cell from the charger, in pA·ticks.
  var chargedIn: Int128 = 0
  /// Sums of the drawn typical currents, in pA.
  var cellCurrent: Int64 = 0
  var busCurrent: Int64 = 0
  var isCellConnected = true
  var isBusPresent = false
  /// What VBUS can give, in pA.
  var busLimit: Int64 = 0
  /// What the charger is set to.
  public private(set) var limits = ChargerLimits.off
  /// What flows from the charger.
  public private(set) var flow = ChargerFlow.off
  /// Told when the charger's flow changes.
  public var onFlow: ((ChargerFlow) -> Void)?

  var openCircuit: Int64 = 0
  var milliohms: Int64 = 1
  var quantumStart: Int128 = 0
  /// The current for which the next quantum was predicted.
  private var foreseenCurrent: Int64 = 0
  /// The cell's terminal voltage, in microvolts.
  public private(set) var microvolts: Int64 = 0
  private var converterMillivolts: Int64 = 0
  private var isSolving = false
  private var isDirty = false

  /// A system fed by `source`, which holds `charge` (pA·ticks; its capacity where left out).
  public init(_ emulation: Emulation, source: any VoltageSource, charge: Int128? = nil) {
    scheduler = emulation.scheduler
    self.source = source
    self.charge = charge ?? source.capacity
    settledAt = emulation.now
    requantise = emulation.alarm("power.quantum") { [unowned self] _ in self.solve() }
    readSource()
    microvolts = openCircuit
    converterMillivolts = roundedForConverters
    emulation.register("power", self)
  }

  /// The present.
  var now: Tick { scheduler.now }

  // MARK: Construction

  /// Adds a net. `conversion` says how its current appears at its feed.
  public func net(_ name: String, fedBy feed: PowerNet.Feed, through conversion: Conversion = .linear) -> PowerNet {
    let net = PowerNet(name, system: self, feed: feed, conversion: conversion)
    nets.append(net)
    return net
  }

  /// Calls `action` with `true` when the terminal voltage falls below `millivolts`, and with `false` when it is at
  /// least `hysteresis` millivolts above that again.
  public func watch(millivolts: Int, hysteresis: Int, action: @escaping (Bool) -> Void) {
    let low = Int64(millivolts) * 1_000
    thresholds.append(VoltageThreshold(low: low, high: low + Int64(hysteresis) * 1_000, action: action))
  }

  func row(_ component: String, _ state: String) -> Int {
    let key = "\(component)/\(state)"
    if let index = rowIndex[key] { return index }
    rows.append(LedgerRow(component: component, state: state))
    rowIndex[key] = rows.count - 1
    return rows.count - 1
  }

  func add(_ load: AnyLoad) {
    loads.append(load)
    place(load)
    solve()
  }

  // MARK: Changes

  /// VBUS appears, with what its source can give (pA), or disappears (`nil`).
  public func setBus(limit: Int64?) {
    settle()
    resupply {
      isBusPresent = limit != nil
      busLimit = limit ?? 0
    }
    solve()
  }

  /// Sets the charger.
  public func setCharger(_ next: ChargerLimits) {
    guard next != limits else { return }
    settle()
    limits = next
    solve()
  }

  /// Sets the charge left, such as for a run that starts with a half-full cell. Not an exchange with any load: it
  /// counts neither in nor out.
  public func setCharge(_ next: Int128) {
    settle()
    charge = min(max(next, 0), source.capacity)
    readSource()
    solve()
  }

  func change(_ load: AnyLoad, row: Int, current: CurrentBand) {
    settle()
    unplace(load)
    load.row = row
    load.current = current
    place(load)
    solve()
  }

  // MARK: State of the nets

  /// The cell's charge now, in pA·ticks.
  public var remainingCharge: Int128 { charge + ChargeBand.product(flow.current - cellCurrent, now - settledAt) }

  /// The current into (positive) or out of the cell, in pA.
  public var netCellCurrent: Int64 { flow.current - cellCurrent }

  /// The current that all loads take, whatever feeds them, in pA.
  public var loadCurrent: Int64 { cellCurrent + busCurrent }

  /// State of charge in percent of the capacity, rounded down.
  public var percent: Int { Int(max(0, remainingCharge * 100 / source.capacity)) }

  /// Whether VBUS feeds the system.
  public var isOnBus: Bool { isBusPresent }

  func isPowered(_ feed: PowerNet.Feed) -> Bool {
    feed == .system && isBusPresent || isCellConnected
  }

  func terminalMicrovolts(_ feed: PowerNet.Feed) -> Int64 { microvolts }

  private func place(_ load: AnyLoad) {
    load.since = now
    load.isOnBus = load.net.feed == .system && isBusPresent
    let isPowered = isPowered(load.net.feed)
    load.drawn =
      isPowered
      ? load.net.conversion.input(load.current, inputMillivolts: converterMillivolts, isLinear: load.isOnBus) : .zero
    if load.isOnBus { busCurrent += load.drawn.typical } else { cellCurrent += load.drawn.typical }
  }

  private func unplace(_ load: AnyLoad) {
    book(load)
    if load.isOnBus { busCurrent -= load.drawn.typical } else { cellCurrent -= load.drawn.typical }
  }

  private func replace(_ load: AnyLoad) {
    unplace(load)
    place(load)
  }

  /// Brings a load's row up to the present.
  private func book(_ load: AnyLoad) {
    let ticks = now - load.since
    guard ticks > 0 else { return }
    load.since = now
    let row = isPowered(load.net.feed) ? load.row : load.unpoweredRow
    rows[row].ticks += ticks
    if load.isOnBus {
      rows[row].fromBus.add(load.drawn, for: ticks)
    } else {
      rows[row].fromCell.add(load.drawn, for: ticks)
    }
  }

  /// Brings the cell up to the present.
  private func settle() {
    let ticks = now - settledAt
    guard ticks > 0 else { return }
    charge += ChargeBand.product(flow.current - cellCurrent, ticks)
    chargedIn += ChargeBand.product(flow.current, ticks)
    settledAt = now
  }

  // MARK: Solving

  private var quantum: Int128 { max(source.capacity / PowerSystem.quantaPerCapacity, 1) }

  private var roundedForConverters: Int64 {
    let step = PowerSystem.converterStep
    return max((microvolts / 1_000 + step / 2) / step * step, step)
  }

  private func readSource() {
    quantumStart = charge
    openCircuit = source.openCircuitMicrovolts(charge: charge)
    milliohms = max(source.milliohms(charge: charge), 1)
  }

  /// Finds voltage and flows for the present loads and acts on what they cross. An action may change loads again; the
  /// outermost call then solves once more.
  private func solve() {
    isDirty = true
    if isSolving { return }
    isSolving = true
    defer { isSolving = false }
    var rounds = 0
    while isDirty && rounds < 16 {
      rounds += 1
      isDirty = false
      settle()
      let moved = charge - quantumStart
      if moved >= quantum || -moved >= quantum { readSource() }
      solveFlow()
      microvolts = openCircuit + (flow.current - cellCurrent) / 1_000 * milliohms / 1_000_000
      protect()
      if roundedForConverters != converterMillivolts { reconvert() }
      for threshold in thresholds { threshold.check(microvolts) }
    }
    setQuantumAlarm()
  }

  private func solveFlow() {
    var next = ChargerFlow.off
    if limits.isOn && isBusPresent {
      // At constant voltage the cell takes what its resistance lets through at the level, and loads on it come on top.
      let atLevel = (limits.microvolts - openCircuit) * 1_000_000 / milliohms * 1_000 + cellCurrent
      let available = max(busLimit - busCurrent, 0)
      if atLevel <= 0 {
        next = ChargerFlow(mode: .constantVoltage, current: 0)
      } else if min(atLevel, limits.current) > available {
        next = ChargerFlow(mode: .sourceLimited, current: available)
      } else if atLevel < limits.current {
        next = ChargerFlow(mode: .constantVoltage, current: atLevel)
      } else {
        next = ChargerFlow(mode: .constantCurrent, current: limits.current)
      }
    }
    guard next != flow else { return }
    flow = next
    onFlow?(next)
  }

  /// The protection circuit disconnects the loads of an empty cell, and connects them again once VBUS has lifted it.
  private func protect() {
    let connected: Bool
    if isCellConnected {
      connected = microvolts > source.cutOffMicrovolts
    } else {
      connected = isBusPresent || openCircuit > source.cutOffMicrovolts + 300_000
    }
    guard connected != isCellConnected else { return }
    resupply { isCellConnected = connected }
    isDirty = true
  }

  /// Changes what feeds the nets: closes every load's account under the old supply and opens it under the new one.
  private func resupply(_ change: () -> Void) {
    let wasPowered = nets.map(\.isPowered)
    for load in loads { unplace(load) }
    change()
    for load in loads { place(load) }
    for (net, was) in zip(nets, wasPowered) where net.isPowered != was { net.powerChanged(net.isPowered) }
  }

  private func reconvert() {
    converterMillivolts = roundedForConverters
    for load in loads {
      if case .stepDown = load.net.conversion { replace(load) }
    }
    isDirty = true
  }

  /// Wakes when the cell will have moved by a quantum. An alarm that comes earlier than needed only looks and sets the
  /// next, so a falling current moves nothing.
  private func setQuantumAlarm() {
    let current = flow.current - cellCurrent
    guard current != 0 else { return requantise.cancel() }
    let isForeseen = (current > 0) == (foreseenCurrent > 0) && current.magnitude <= foreseenCurrent.magnitude
    if let set = requantise.deadline, set > now, isForeseen { return }
    let left = current > 0 ? quantumStart + quantum - charge : charge - quantumStart + quantum
    let deadline = now + Tick(clamping: min(left / Int128(current.magnitude) + 1, Int128(1) << 62))
    requantise.set(at: deadline)
    foreseenCurrent = current
  }

  // MARK: Results

  /// The rows of the ledger up to the present, those with time in them, in the order of construction.
  public var ledger: [LedgerRow] {
    for load in loads { book(load) }
    return rows.filter { $0.ticks > 0 }
  }

  /// Charge that the charger has put into the cell so far, in pA·ticks.
  public var totalChargedIn: Int128 { chargedIn + ChargeBand.product(flow.current, now - settledAt) }

  // MARK: Snapshot

  /// What a snapshot keeps.
  public struct State: Codable {
    struct LoadState: Codable {
      var component: String
      var state: String
      var current: CurrentBand
      var drawn: CurrentBand
      var isOnBus: Bool
      var since: Tick
    }
    var charge: String
    var settledAt: Tick
    var chargedIn: String
    var quantumStart: String
    var foreseenCurrent: Int64
    var isCellConnected: Bool
    var isBusPresent: Bool
    var busLimit: Int64
    var limits: ChargerLimits
    var flow: ChargerFlow
    var microvolts: Int64
    var converterMillivolts: Int64
    var below: [Bool]
    var rows: [LedgerRow]
    var loads: [LoadState]
    var requantise: Tick?
  }

  /// The state of cell, charger, loads and ledger.
  public func saveState() -> State {
    for load in loads { book(load) }
    settle()
    return State(
      charge: String(charge), settledAt: settledAt, chargedIn: String(chargedIn), quantumStart: String(quantumStart),
      foreseenCurrent: foreseenCurrent,
      isCellConnected: isCellConnected, isBusPresent: isBusPresent, busLimit: busLimit, limits: limits, flow: flow,
      microvolts: microvolts, converterMillivolts: converterMillivolts, below: thresholds.map(\.isBelow), rows: rows,
      loads: loads.map {
        State.LoadState(
          component: $0.component, state: $0.stateName, current: $0.current, drawn: $0.drawn, isOnBus: $0.isOnBus,
          since: $0.since)
      }, requantise: requantise.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    charge = Int128(state.charge) ?? 0
    settledAt = state.settledAt
    chargedIn = Int128(state.chargedIn) ?? 0
    isCellConnected = state.isCellConnected
    isBusPresent = state.isBusPresent
    busLimit = state.busLimit
    limits = state.limits
    flow = state.flow
    microvolts = state.microvolts
    converterMillivolts = state.converterMillivolts
    rows = []
    rowIndex = [:]
    for saved in state.rows { rows[row(saved.component, saved.state)] = saved }
    cellCurrent = 0
    busCurrent = 0
    for (load, saved) in zip(loads, state.loads) {
      load.restore(stateName: saved.state)
      load.current = saved.current
      load.drawn = saved.drawn
      load.isOnBus = saved.isOnBus
      load.since = saved.since
      if load.isOnBus { busCurrent += load.drawn.typical } else { cellCurrent += load.drawn.typical }
    }
    for (threshold, isBelow) in zip(thresholds, state.below) { threshold.isBelow = isBelow }
    let start = Int128(state.quantumStart) ?? charge
    openCircuit = source.openCircuitMicrovolts(charge: start)
    milliohms = max(source.milliohms(charge: start), 1)
    quantumStart = start
    foreseenCurrent = state.foreseenCurrent
    requantise.set(at: state.requantise)
  }
}
