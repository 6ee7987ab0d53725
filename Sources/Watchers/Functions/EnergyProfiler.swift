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
package final class EnergyProfiler {
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
  /// Where charge and calls are told apart by lines.
  private let lines: LineMap?
  private let start: Tick
  private var tree = CallTree()
  private var stack = CallStack()
  private var accounts: [Account] = []
  /// The node that executes: the present function, or the line of it, whose number stands beside.
  private var here = 0
  private var line = 0
  /// Names of nodes that are neither functions nor lines, which are numbered behind the functions: numbered behind both.
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
  package private(set) var profile: EnergyProfile?
  /// The same by lines, where they were asked for.
  private(set) var lineProfile: LineProfile?

  /// Profiles from the present on.
  package convenience init(_ band: any Board, symbols: SymbolTable) { self.init(band, symbols: symbols, lines: nil) }

  /// Profiles from the present on, by lines where they are given.
  init(_ band: any Board, symbols: SymbolTable, lines: LineMap?) {
    self.lines = lines
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
    // Not counted, as it is called for every function: the subscription ends with the profiler.
    transfers = cpu.watchTransfers(between: map.starts + (lines?.starts ?? [])) { [unowned(unsafe) self] in
      transferred(from: $0.from)
    }
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
    let isJump = stack.isJump(place, exception: exception)
    let line = lines?.line(at: place) ?? 0
    guard isJump || line != self.line else { return }
    settle()
    if isJump {
      stack.follow(
        .init(
          programCounter: place, stackPointer: cpu.register(13), linkRegister: cpu.register(14), exception: exception),
        from: previous, at: lines == nil ? nil : here, in: map, tree: &tree
      ) { exception, tree in tree.child(of: 0, number(of: title(exception))) }
    }
    self.line = line
    here = line == 0 ? stack.node : tree.child(of: stack.node, map.functions.count + line)
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
    tree.add(charge, cycles: cycles &- cyclesSince, to: here)
    since = max(since, now)
    cyclesSince = cycles
  }

  // MARK: Loads

  private func isCoreExecuting(_ load: AnyLoad) -> Bool {
    load.component == band.chip.coreComponent && band.chip.mode == .run
  }

  /// A load was placed anew.
  package func placed(_ load: AnyLoad) {
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
    return node(of: load, below: here)
  }

  /// A part changed by itself: the same function has it, in its new state.
  private func renamed(_ owner: Int, _ load: AnyLoad) -> Int {
    owner <= 0 ? owner : node(of: load, below: tree.nodes[owner].parent)
  }

  private func node(of load: AnyLoad, below parent: Int) -> Int {
    node(named: "[\(load.component) \(load.accountedState)]", below: parent)
  }

  private func node(named name: String, below parent: Int) -> Int { tree.child(of: parent, number(of: name)) }

  /// The number of the first name.
  private var firstName: Int { map.functions.count + (lines?.lines.count ?? 0) }

  private func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    names.append(name)
    numbers[name] = firstName + names.count - 1
    return firstName + names.count - 1
  }

  // MARK: The end

  /// The profile up to the present.
  package var present: EnergyProfile {
    if let profile { return profile }
    settle()
    for index in accounts.indices { book(index) }
    return EnergyProfile(
      nodes: functionsOnly.nodes.map {
        EnergyProfile.Node(
          parent: $0.parent, name: name(of: $0.function), charge: $0.charge, cycles: $0.cycles, calls: $0.calls)
      }, range: start..<band.emulation.now)
  }

  /// Ends the profile at the present.
  package func stop() {
    guard profile == nil else { return }
    profile = present
    (transfers, awaiting) = (nil, nil)
    guard let lines else { return }
    let (first, files) = (map.functions.count, map.functions.map { lines.file(of: $0.start) })
    lineProfile = LineProfile(
      nodes: tree.nodes.map { node in
        LineProfile.Node(
          parent: node.parent,
          kind: (first..<firstName).contains(node.function)
            ? .line(lines.lines[node.function - first])
            : .function(
              name: name(of: node.function),
              file: node.function >= 0 && node.function < first ? files[node.function] : nil),
          charge: node.charge, cycles: node.cycles, calls: node.calls)
      })
  }

  /// What a number in the tree stands for, but a line.
  private func name(of number: Int) -> String {
    if number < 0 { return "all" }
    return number < map.functions.count
      ? FunctionName.readable(map.functions[number].name) : names[number - firstName]
  }

  /// The tree of calls without lines: what a line has is its function's.
  private var functionsOnly: CallTree {
    guard lines != nil else { return tree }
    var result = CallTree()
    var places: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      let parent = index == 0 ? 0 : places[node.parent]
      let isItself = index == 0 || (map.functions.count..<firstName).contains(node.function)
      let place = isItself ? parent : result.child(of: parent, node.function)
      result.add(node, to: place)
      places.append(place)
    }
    return result
  }
}
