import Boards
import CortexM0
import Formats
import Images
import Machine

/// Attributes charge to code while it runs.
///
/// The core's current while it executes belongs to the function that is executing. Every other load's current belongs
/// to the function that put the load into its state, the sleeping core's to the one that executed WFI; that appears as
/// a frame of its own below the function, such as `[SSD1306 on]`. What the SoC turns on by itself on waking belongs to
/// whoever runs; what another part does by itself, to whom its state before belonged.
final class EnergyProfiler {
  private struct Account {
    /// The node; -1 stands for whoever is executing.
    var owner: Int
    var row: Int
    var demand: CurrentBand
    var drawn: Int64
    var since: Tick
  }

  private static let executing = -1

  private let band: any Board
  private let cpu: CPU
  private let emulation: Emulation
  private let map: FunctionMap
  private let start: Tick
  private var tree = CallTree()
  private var stack = CallStack()
  private var accounts: [Account] = []
  /// Names of nodes that are not functions, numbered behind the functions.
  private var names: [String] = []
  private var numbers: [String: Int] = [:]
  /// Whether an instruction was executed since the core last slept; until one is, its beginning is awaited.
  private var hasExecuted = false
  private var awaiting: Subscription?
  private var transfers: Subscription?
  /// Sum of the currents that belong to whoever is executing, in pA, and up to when they are booked.
  private var current: Int64 = 0
  private var since: Tick
  private var cyclesSince: UInt64
  /// The result, once stopped.
  private(set) var profile: EnergyProfile?

  /// Profiles from the present on.
  init(_ band: any Board, symbols: SymbolTable) {
    self.band = band
    cpu = band.chip.cpu
    emulation = band.emulation
    map = FunctionMap(symbols)
    start = band.emulation.now
    since = start
    cyclesSince = cpu.cycles
    hasExecuted = band.chip.mode == .run
    let earlier = node(named: "[as it was before the recording]", below: 0)
    for load in band.power.loads {
      let owner = isCoreExecuting(load) ? EnergyProfiler.executing : node(of: load, below: earlier)
      accounts.append(
        Account(
          owner: owner, row: load.accountedRow, demand: load.current, drawn: load.drawn.typical, since: start))
      if owner == EnergyProfiler.executing { current &+= load.drawn.typical }
    }
    transfers = cpu.watchTransfers(between: map.starts) { [unowned self] in transferred(from: $0.from) }
    awaitInstruction()
  }

  // MARK: Code

  private func awaitInstruction() {
    guard awaiting == nil else { return }
    awaiting = cpu.watchInstructions { [unowned self] _ in
      awaiting = nil
      hasExecuted = true
      if stack.isEmpty { transferred(from: 0) }
    }
  }

  private func transferred(from previous: UInt32) {
    let (place, exception) = (cpu.programCounter, cpu.currentException)
    guard stack.isJump(place, exception: exception) else { return }
    settle()
    stack.follow(
      .init(
        programCounter: place, stackPointer: cpu.register(13), linkRegister: cpu.register(14), exception: exception),
      from: previous, in: map, tree: &tree
    ) { exception, tree in tree.child(of: 0, number(of: title(exception))) }
  }

  private func title(_ exception: Int) -> String {
    switch exception {
    case 0: "thread"
    case 2: "NMI"
    case 3: "HardFault"
    case 11: "SVCall"
    case 14: "PendSV"
    case 15: "SysTick"
    default: band.chip.interruptName(exception - 16).map { "interrupt \($0)" } ?? "exception \(exception)"
    }
  }

  /// Books what belongs to whoever is executing.
  private func settle() {
    let (now, cycles) = (emulation.now, cpu.cycles)
    // The machine has gone back to an earlier state: what follows is counted from there.
    if cycles < cyclesSince { (since, cyclesSince) = (now, cycles) }
    let charge = now > since ? ChargeBand.product(current, now - since) : 0
    tree.add(charge, cycles: cycles &- cyclesSince, to: stack.node)
    since = max(since, now)
    cyclesSince = cycles
  }

  // MARK: Loads

  private func isCoreExecuting(_ load: AnyLoad) -> Bool {
    load.component == band.chip.coreComponent && band.chip.mode == .run
  }

  /// A load was placed anew.
  func placed(_ load: AnyLoad) {
    guard profile == nil, load.index < accounts.count else { return }
    settle()
    book(load.index)
    if load.component == band.chip.coreComponent && band.chip.mode != .run {
      hasExecuted = false
      awaitInstruction()
    }
    let account = accounts[load.index]
    let isSame = account.row == load.accountedRow && account.demand == load.current
    let owner = isSame ? account.owner : self.owner(of: load, before: account.owner)
    if account.owner == EnergyProfiler.executing { current &-= account.drawn }
    if owner == EnergyProfiler.executing { current &+= load.drawn.typical }
    accounts[load.index] = Account(
      owner: owner, row: load.accountedRow, demand: load.current, drawn: load.drawn.typical,
      since: emulation.now)
  }

  private func book(_ index: Int) {
    let account = accounts[index]
    let now = band.emulation.now
    if account.owner != EnergyProfiler.executing && now > account.since {
      tree.add(ChargeBand.product(account.drawn, now - account.since), to: account.owner)
      accounts[index].since = now
    }
  }

  private func owner(of load: AnyLoad, before: Int) -> Int {
    if isCoreExecuting(load) { return EnergyProfiler.executing }
    let isOfSoC = load.component.hasPrefix(band.chip.coreComponent)
    if band.chip.mode == .run && !hasExecuted {
      return isOfSoC ? EnergyProfiler.executing : before
    }
    if band.chip.mode != .run && !isOfSoC { return renamed(before, load) }
    return node(of: load, below: stack.node)
  }

  /// A part changed by itself: the same function has it, in its new state.
  private func renamed(_ owner: Int, _ load: AnyLoad) -> Int {
    owner <= 0 ? owner : node(of: load, below: tree.nodes[owner].parent)
  }

  private func node(of load: AnyLoad, below parent: Int) -> Int {
    node(named: "[\(load.component) \(load.accountedState)]", below: parent)
  }

  private func node(named name: String, below parent: Int) -> Int { tree.child(of: parent, number(of: name)) }

  private func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    names.append(name)
    numbers[name] = map.functions.count + names.count - 1
    return map.functions.count + names.count - 1
  }

  // MARK: The end

  /// Ends the profile at the present.
  func stop() {
    guard profile == nil else { return }
    settle()
    for index in accounts.indices { book(index) }
    (transfers, awaiting) = (nil, nil)
    let nodes = tree.nodes.map { node in
      let name =
        node.function < 0
        ? "all"
        : node.function < map.functions.count
          ? FunctionName.readable(map.functions[node.function].name)
          : names[node.function - map.functions.count]
      return EnergyProfile.Node(
        parent: node.parent, name: name, charge: node.charge, cycles: node.cycles, calls: node.calls)
    }
    profile = EnergyProfile(nodes: nodes, range: start..<band.emulation.now)
  }
}
