/// The power nets of a machine, solved by events: the cell's voltage follows its charge and its load, regulators and
/// thresholds follow the voltage.
///
/// The solution is taken anew at every change of a load, of VBUS or of the charger, and whenever the cell's charge has
/// moved by one quantum; between two solutions all currents are constant, so charge is an exact product and nothing
/// depends on how a run is cut.
public final class PowerSystem: Snapshotting {
  /// Step-down converters see the cell's voltage in steps of this many microvolts, and take the next step when it is
  /// three quarters of one away, so that a load's own drop does not move them back and forth.
  static let converterStep: Int64 = 20_000
  /// The voltage of VBUS, in millivolts.
  static let busMillivolts: Int64 = 5_000
  /// Solutions in a row that answer each other's actions; a board whose comparators never agree stops here.
  static let roundLimit = 16

  let scheduler: Scheduler
  /// What stores charge at the contacts: the cell, or a capacitor in its place.
  var cell: CellCircuit
  /// The cell while a capacitor is in its place.
  var spare: CellCircuit?
  /// The cell, at the contacts or put aside for a capacitor.
  var pack: CellCircuit {
    get { spare ?? cell }
    set { if spare != nil { spare = newValue } else { cell = newValue } }
  }
  /// What flows into and out of the store beside charger and loads; `nil` for nothing.
  var side: StoreFlows? {
    didSet { (hasSide, sideIn, sideOut) = (side != nil, side?.harvest ?? 0, side?.leak ?? 0) }
  }
  var hasSide = false
  /// The current of it into the store, and out of it, in pA.
  private(set) var sideIn: Int64 = 0
  private(set) var sideOut: Int64 = 0
  /// What a harvester's source gives.
  public internal(set) var harvest = HarvestSource.off
  static let harvester = Harvester(.documented)
  var nets: [PowerNet] = []
  /// All loads, in the order of construction.
  public internal(set) var loads: [AnyLoad] = []
  var rows: [LedgerRow] = []
  /// Of each row, whether tables and snapshots leave it out: always, where nothing ever flows, or until there is time in it.
  var rowSilences: [RowSilence] = []
  private(set) var rowIndex: [String: Int] = [:]
  private(set) var loadNames: [String] = []
  var thresholds: [VoltageThreshold] = []
  private(set) var thresholdNames: [String] = []
  /// The terminal voltages, from the lower up to below the upper, at which no threshold has anything to do.
  var quiet: (from: Int64, to: Int64) = (.min, .max)
  var requantise: Alarm!

  /// When the cell powers a running board.
  var service = CellService()
  /// The time up to which the cell's charge is settled.
  var settledAt: Tick
  /// Sums of the drawn typical currents, in pA.
  var cellCurrent: Int64 = 0
  var busCurrent: Int64 = 0
  /// Whether the protection circuit connects the cell, or what is in its place, with the loads.
  public internal(set) var isCellConnected = true
  /// What the cell's contacts are connected to.
  public internal(set) var supply = Supply.cell {
    didSet { isOnStore = supply.isStore }
  }
  /// Whether that is the cell or a capacitor, which give and take charge.
  public private(set) var isOnStore = true
  /// Whether the cell has nothing left even for itself: its protection circuit is open and its charge at the end.
  var isExhausted = false
  /// Whether a net is switched off.
  var hasSwitchedOff = false
  /// Whether VBUS is there, and so feeds the system.
  public internal(set) var isOnBus = false
  /// What VBUS can give, in pA.
  var busLimit: Int64 = 0
  /// What the charger is set to.
  public internal(set) var limits = ChargerLimits.off
  /// What flows from the charger.
  public internal(set) var flow = ChargerFlow.off
  private let placements = Watchers<AnyLoad>()
  let solutions = Watchers<Void>()
  /// Leakage of everything without a law of its own; 10 K for twice the current until a board sets it.
  public private(set) var leakage = Leakage(
    doublingPer: Coefficient(
      "leakage", 10, 10, 10, .kelvins, condition: "", source: .estimate("rule of thumb for CMOS")))
  var leakages: [Leakage] = []
  /// Whether currents are what their coefficients say.
  var isAtReference = true
  /// The cell's and the board's temperature, in thousandths of a degree Celsius.
  public var milliCelsius: Int { pack.milliCelsius }
  /// Told whenever what VBUS gives has changed, in pA, while it is present.
  public var onBusOutput: ((Int64) -> Void)?
  /// Told what flows from the charger with every solution while it is on, and once when it no longer is. What the
  /// action changes is solved next.
  public var onFlow: ((ChargerFlow) -> Void)?
  /// What was told last; -1 without VBUS.
  var toldBusOutput: Int64 = -1

  /// The current for which the next quantum was predicted.
  var foreseenCurrent: Int64 = 0
  /// The cell's terminal voltage, in microvolts.
  public internal(set) var microvolts: Int64
  /// The voltage that step-down converters see, in microvolts.
  var converterInput: Int64
  var isSolving = false
  var isDirty = false
  /// Whether a converter sees VBUS while it is present.
  private var followsBus = false

  /// A system fed by `source`, which holds `charge` (pA·ticks, 0 ... its capacity; the capacity where left out).
  public init(_ emulation: Emulation, source: any VoltageSource, charge: Int128? = nil) {
    scheduler = emulation.scheduler
    cell = CellCircuit(source, charge: charge, now: emulation.now)
    settledAt = emulation.now
    microvolts = cell.openCircuit
    converterInput = PowerSystem.roundedForConverters(cell.openCircuit)
    leakages = [leakage]
    requantise = emulation.alarm("power.quantum") { [unowned self] _ in self.solve() }
    emulation.register("power", self)
  }

  /// The present.
  var now: Tick { scheduler.now }

  // MARK: Construction

  /// Adds a net. `conversion` says how its current appears at its feed; what feeds it is a net of this system.
  public func net(_ name: String, fedBy feed: PowerNet.Feed, through conversion: Conversion = .linear) -> PowerNet {
    require(!nets.contains { $0.name == name }, "two nets named \(name)")
    let net = PowerNet(name, system: self, feed: feed, conversion: conversion)
    require(net.parent.map { $0.system === self } ?? true, "\(name): fed by a net of another power system")
    nets.append(net)
    followsBus = followsBus || net.isOfSystem && net.isConverter && conversion.worksOnBus
    return net
  }

  /// Calls `action` with `true` when the terminal voltage falls below `millivolts`, and with `false` when it is at
  /// least `hysteresis` millivolts above that again. `name` is that of the comparator, which no other has.
  public func watch(_ name: String, millivolts: Int, hysteresis: Int, action: @escaping (Bool) -> Void) {
    require(!thresholds.contains { $0.name == name }, "two thresholds named \(name)")
    thresholdNames.append(name)
    let low = Int64(millivolts) * 1_000
    thresholds.append(VoltageThreshold(name, low: low, high: low + Int64(hysteresis) * 1_000, action: action))
    findQuiet()
  }

  /// Tells `action` of every load that is placed anew: from now on it is in another state, draws another current or is fed by
  /// another source.
  public func watchLoads(_ action: @escaping (AnyLoad) -> Void) -> Subscription { placements.add(action) }

  /// Tells `action` when the nets are solved: currents, voltage and the charger's flow hold from now until the next solution.
  public func watchSolutions(_ action: @escaping () -> Void) -> Subscription { solutions.add { _ in action() } }

  func row(_ component: String, _ state: String) -> Int {
    let row = LedgerRow(component: component, state: state)
    if let index = rowIndex[row.key] { return index }
    rows.append(row)
    rowSilences.append(.never)
    rowIndex[row.key] = rows.count - 1
    return rows.count - 1
  }

  func add(_ load: AnyLoad) {
    require(!loads.contains { $0.component == load.component }, "two loads named \(load.component)")
    settle()
    load.index = loads.count
    loads.append(load)
    loadNames.append(load.component)
    place(load)
    if load.net.hasStepsAbove { restep(load.net) }
    solve()
  }

  /// Sets how leakage grows with the temperature; before the first load, which asks for it.
  public func setLeakage(_ next: Leakage) {
    require(loads.isEmpty, "the leakage is set after the first load")
    leakage = next
    leakages = [next]
  }

  func add(_ leakage: Leakage) {
    if !leakages.contains(where: { $0 === leakage }) { leakages.append(leakage) }
    leakage.set(milliCelsius: milliCelsius)
  }

  // MARK: Accounts

  @inline(__always)
  func isPowered(_ net: PowerNet) -> Bool {
    (net.isOfSystem && isOnBus || isCellConnected || net.isBehindProtection && isOnStore && !isExhausted)
      && (!hasSwitchedOff || net.isConnected) && !(net.isBehindProtection && spare != nil)
  }

  @inline(__always)
  func place(_ load: AnyLoad) {
    let net = load.net
    load.since = now
    load.isPowered = isPowered(net)
    load.isOnBus = net.isOfSystem && isOnBus
    load.drawn = load.isPowered ? load.current : .zero
    if !isAtReference, let leakage = load.leakage { load.drawn = leakage.apply(load.drawn) }
    if net.isConverter && !load.isLinear {
      load.output = net.hasSteps ? load.drawn.typical : 0
      net.output &+= load.output
      load.drawn = net.input(load.drawn, isOnBus: load.isOnBus)
    }
    if !net.converters.isEmpty { passConverters(load) }
    if load.isOnBus { busCurrent &+= load.drawn.typical } else { cellCurrent &+= load.drawn.typical }
    if !placements.isEmpty { placements.tell(load) }
  }

  @inline(__always)
  func unplace(_ load: AnyLoad) {
    book(load)
    if load.isOnBus { busCurrent &-= load.drawn.typical } else { cellCurrent &-= load.drawn.typical }
    if load.output != 0 {
      load.net.output &-= load.output
      load.output = 0
    }
    if !load.outputsAbove.isEmpty { leaveConverters(load) }
  }

  /// The current at the converters above the load's net, from the next one to the root.
  @inline(never)
  private func passConverters(_ load: AnyLoad) {
    for net in load.net.converters {
      let output = net.hasSteps ? load.drawn.typical : 0
      net.output &+= output
      load.outputsAbove.append(output)
      load.drawn = net.input(load.drawn, isOnBus: load.isOnBus)
    }
  }

  @inline(never)
  private func leaveConverters(_ load: AnyLoad) {
    for (net, output) in zip(load.net.converters, load.outputsAbove) { net.output &-= output }
    load.outputsAbove.removeAll(keepingCapacity: true)
  }

  /// Takes other steps of the efficiency of a net's converter, and of those above it, where the loads have left the present
  /// ones.
  func restep(_ net: PowerNet) {
    var next: PowerNet? = net
    while let net = next {
      next = net.parent
      guard net.hasSteps, net.findStep() else { continue }
      net.setInput()
      for load in loads where load.net === net ? !load.isLinear : load.net.converters.contains(where: { $0 === net }) {
        unplace(load)
        place(load)
      }
    }
  }

  /// Switches a branch of the tree on or off.
  func switching(_ change: () -> Void) {
    settle()
    resupply {
      change()
      hasSwitchedOff = nets.contains { !$0.isEnabled }
    }
    solve()
  }

  /// Brings a load's row up to the present.
  @inline(__always)
  func book(_ load: AnyLoad) {
    let ticks = now &- load.since
    guard ticks > 0 else { return }
    load.since = now
    let row = load.isPowered ? load.row : load.unpoweredRow
    rows[row].add(load.drawn, for: ticks, isFromBus: load.isOnBus)
  }

  /// Brings the cell up to the present.
  @inline(__always)
  func settle() {
    let ticks = now &- settledAt
    guard ticks > 0 else { return }
    if isOnStore { cell.flow(inward: flow.current &+ sideIn, outward: cellCurrent &+ sideOut, for: ticks) }
    if hasSide { side?.flow(for: ticks) }
    settledAt = now
  }

  /// Changes what feeds the nets: closes every load's account under the old supply and opens it under the new one.
  func resupply(_ change: () -> Void) {
    let wasPowered = nets.map(\.isPowered)
    for load in loads { unplace(load) }
    change()
    if followsBus { setConverterInput(converterInput) }
    updateService()
    for load in loads { place(load) }
    // What feeds others comes before them.
    for net in nets.reversed() where net.hasSteps { restep(net) }
    for (net, was) in zip(nets, wasPowered) where net.isPowered != was { net.powerChanged(net.isPowered) }
  }

  /// Begins or ends the cell's service; every load is booked up to the present.
  func updateService() {
    guard service.isOn != (service.isRunning && isCellConnected && !isOnBus) else { return }
    service.toggle(at: now)
    for index in rows.indices { rows[index].toggleService() }
  }
}
