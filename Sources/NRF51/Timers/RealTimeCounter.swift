import Machine

/// RTC0 or RTC1: a 24-bit counter of LFCLK / (PRESCALER + 1), which runs in sleep. Nothing ticks: the count is computed, the next
/// event that somebody wants is an alarm.
///
/// Sources: the vendor's public register list; RTC0 compares with three registers, RTC1 with four; with the counter at N a
/// compare with N + 2 or more is sure to happen (apache/mynewt-core `hw/mcu/nordic/nrf51xxx/src/hal_os_tick.c`). As stated for the
/// sibling nRF52, tasks act half to one and a half LFCLK later (BabbleSim ext_nRF_hw_models `NHW_RTC.c`); here at the first edge of
/// LFCLK that is at least half a clock away, and a written CC counts from such an edge on, so that one with N + 1 happens where
/// it was written early enough, and one with N does not. An event that neither EVTEN nor INTEN has leaves no trace. Reading
/// COUNTER costs nothing here. Chosen: PRESCALER is ignored while the counter runs.
public final class RealTimeCounter: NRF51Block {
  /// A task that was triggered and has not yet acted.
  struct Action: Codable, Hashable {
    var task: UInt32
    var time: Tick
  }

  /// The state of a counter.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var base: UInt32
    var counter: EdgeCounter?
    var isStarted: Bool
    var divisor: UInt64
    var validFrom: [Tick]
    var actions: [Action]
    var actionDeadline: Tick?
    var deadline: Tick?
  }

  private static let mask: UInt32 = 0xFF_FFFF
  private static let turn: UInt64 = 1 << 24

  /// The page.
  public let page: PeripheralPage
  private unowned let fabric: NRF51Fabric
  private let compareCount: Int
  private var alarm: Alarm!
  private var actionAlarm: Alarm!
  /// The count at the counter's origin; the whole count while it does not run.
  private var base: UInt32 = 0
  private var counter: EdgeCounter?
  private var isStarted = false
  /// PRESCALER + 1 as START, CLEAR or TRIGOVRFLW found it.
  private var divisor: UInt64 = 1
  private var validFrom = [Tick](repeating: 0, count: compares)
  private var actions: [Action] = []

  /// RTC0 or RTC1.
  public init(_ number: Int, _ fabric: NRF51Fabric) {
    self.fabric = fabric
    compareCount = number == 0 ? 3 : 4
    page = PeripheralPage(
      Self.layout, "RTC\(number)", at: number == 0 ? 0x4000_B000 : 0x4001_1000, "real-time counter", fabric)
    actionAlarm = fabric.emulation.alarm("RTC\(number).task") { [unowned self] in self.act(at: $0) }
    alarm = fabric.emulation.alarm("RTC\(number).event") { [unowned self] in self.expire(at: $0) }
    fabric.clocks.slow.onChange { [unowned self] in self.clockChanged() }
    fabric.install(self)
  }

  /// Stopped at 0.
  public func reset() {
    page.reset()
    isStarted = false
    base = 0
    counter = nil
    actions = []
    validFrom = validFrom.map { _ in 0 }
    alarm.cancel()
    actionAlarm.cancel()
  }

  // MARK: Counting

  private func count(at time: Tick) -> UInt32 {
    (base &+ UInt32(truncatingIfNeeded: counter?.count(at: time) ?? 0)) & Self.mask
  }

  private func restart(from count: UInt32, at time: Tick) {
    base = count & Self.mask
    divisor = UInt64(bank[Self.prescaler]) + 1
    anchor(at: time)
  }

  /// Counts on from `base` at `time`, as far as there is a clock.
  private func anchor(at time: Tick) {
    counter = isStarted ? fabric.clocks.slow.rate.map { EdgeCounter(rate: $0.divided(by: divisor), origin: time) } : nil
    predict(after: time)
  }

  private func predict(after time: Tick) {
    guard let counter else { return alarm.cancel() }
    let edges = counter.count(at: time)
    let count = count(at: time)
    var next = Tick.max
    if page.isWanted(Self.tick) { next = counter.time(ofEdge: edges &+ 1) }
    if page.isWanted(Self.overflow) { next = min(next, counter.time(ofEdge: edges &+ Self.turn &- UInt64(count))) }
    for channel in 0..<compareCount where page.isWanted(Self.compareEvents[channel]) {
      let distance = UInt64((bank[Self.compareValues, channel] &- count) & Self.mask)
      var due = counter.time(ofEdge: edges &+ (distance == 0 ? Self.turn : distance))
      if due < validFrom[channel] { due = counter.time(ofEdge: edges &+ distance &+ Self.turn) }
      next = min(next, due)
    }
    alarm.set(at: next == .max ? nil : next)
  }

  private func expire(at time: Tick) {
    let count = count(at: time)
    let reached = (0..<compareCount).filter {
      bank[Self.compareValues, $0] == count && time >= validFrom[$0] && page.isWanted(Self.compareEvents[$0])
    }
    fabric.at(time) {
      if page.isWanted(Self.tick) { page.raise(Self.tick) }
      if count == 0 && page.isWanted(Self.overflow) { page.raise(Self.overflow) }
      for channel in reached { page.raise(Self.compareEvents[channel]) }
    }
    predict(after: time)
  }

  /// Lets happen what is due up to and at `time`, where an instruction comes before the alarm.
  private func advance(to time: Tick) {
    while let due = alarm.deadline, due <= time {
      alarm.cancel()
      expire(at: due)
    }
  }

  // MARK: Tasks

  /// The first edge of LFCLK that is at least half a clock after `time`; `time` itself while LFCLK is stopped.
  private func synchronised(_ time: Tick) -> Tick {
    guard let edges = fabric.clocks.slowEdges else { return time }
    let half = edges.rate.time(ofEdge: 1) / 2
    let earliest = time.adding(half)
    guard earliest > edges.origin else { return edges.origin }
    return edges.time(ofEdge: edges.rate.firstEdge(atOrAfter: earliest - edges.origin))
  }

  /// The tasks of the page, which act later.
  public func task(_ offset: UInt32) {
    let action = Action(task: offset, time: synchronised(fabric.now))
    actions.removeAll { $0 == action }
    actions.append(action)
    actionAlarm.set(at: actions[0].time)
  }

  private func act(at time: Tick) {
    let due = actions.filter { $0.time <= time }
    actions.removeAll { $0.time <= time }
    if let next = actions.first { actionAlarm.set(at: next.time) }
    advance(to: time)
    for action in due { perform(action.task, at: time) }
  }

  private func perform(_ task: UInt32, at time: Tick) {
    switch task {
    case Self.start:
      guard !isStarted else { return }
      isStarted = true
      restart(from: base, at: time)
    case Self.stop:
      guard isStarted else { return }
      base = count(at: time)
      isStarted = false
      anchor(at: time)
    case Self.clear: restart(from: 0, at: time)
    case Self.triggerOverflow: restart(from: 0xFF_FFF0, at: time)
    default: break
    }
  }

  private func clockChanged() {
    let now = fabric.now
    advance(to: now)
    base = count(at: now)
    anchor(at: now)
    // What was to act at an edge of the old clock acts at one of the new.
    guard !actions.isEmpty else { return }
    for index in actions.indices { actions[index].time = synchronised(now) }
    actionAlarm.set(at: actions[0].time)
  }

  // MARK: Registers

  /// COUNTER is computed.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.count ~= offset ? count(at: fabric.now) : bank[offset]
  }

  /// CC and PRESCALER.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    let now = fabric.now
    switch offset {
    case Self.compareValues:
      let channel = Self.compareValues.index(of: offset)
      bank[offset] = old
      advance(to: now)
      bank[offset] = value
      validFrom[channel] = now.adding((fabric.clocks.slow.rate?.time(ofEdge: 1) ?? 0) / 2)
      predict(after: now)
    case Self.prescaler: if isStarted { bank[offset] = old }
    default: break
    }
  }

  /// EVTEN is common to all pages; who wants an event decides which alarms are set.
  public func wantsChanged() {
    guard counter != nil else { return }
    let now = fabric.now
    advance(to: now)
    predict(after: now)
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, base: base, counter: counter, isStarted: isStarted, divisor: divisor,
      validFrom: validFrom, actions: actions, actionDeadline: actionAlarm.deadline, deadline: alarm.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    base = state.base & Self.mask
    counter = state.counter
    isStarted = state.isStarted
    divisor = min(max(state.divisor, 1), 4_096)
    for channel in validFrom.indices {
      validFrom[channel] = state.validFrom.indices.contains(channel) ? state.validFrom[channel] : 0
    }
    actions = Array(state.actions.prefix(16))
    actionAlarm.set(at: actions.isEmpty ? nil : state.actionDeadline)
    alarm.set(at: state.deadline)
  }
}
