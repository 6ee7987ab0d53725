import Machine

/// TIMER0, TIMER1 or TIMER2: a counter of 16 MHz / 2^PRESCALER, or of COUNT tasks, with four compare and capture registers.
/// Nothing ticks: the count is computed, the next compare that matters is an alarm.
///
/// Sources: the vendor's public register list; a compare happens when the counter becomes equal, so that CC = 0 does not
/// fire after CLEAR and a CC equal to the present count waits a full turn (apache/mynewt-nimble
/// `nimble/drivers/nrf51/src/ble_phy.c`). Chosen: START begins a full period of the prescaler; PRESCALER above 9 counts as 9; a width that
/// the timer has not is 16 bits; settings take effect at once; counting COUNT tasks needs no clock.
public final class NRF51Timer: NRF51Block {
  /// The state of a timer.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var base: UInt32
    var counter: EdgeCounter
    var isStarted: Bool
    var deadline: Tick?
  }

  /// The page.
  public let page: PeripheralPage
  private unowned let fabric: NRF51Fabric
  private let isWide: Bool
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var alarm: Alarm!
  /// The count at the counter's origin.
  private var base: UInt32 = 0
  private var counter: EdgeCounter
  private var isStarted = false

  /// TIMER0 counts up to 32 bits, the others 16.
  public init(_ number: Int, _ fabric: NRF51Fabric) {
    self.fabric = fabric
    isWide = number == 0
    page = PeripheralPage(
      Self.layout, "TIMER\(number)", at: 0x4000_8000 + UInt32(number) * 0x1000, "timer and counter", fabric)
    request = fabric.clocks.request()
    load = fabric.load("TIMER\(number)", fabric.coefficients.timerSlow)
    counter = EdgeCounter(rate: NRF51Clocks.sixteenMegahertz, origin: 0)
    alarm = fabric.emulation.alarm("TIMER\(number).compare") { [unowned self] in self.expire(at: $0) }
    fabric.clocks.fast.onChange { [unowned self] in self.clockChanged() }
    fabric.install(self)
  }

  /// Stopped at 0.
  public func reset() {
    page.reset()
    isStarted = false
    base = 0
    alarm.cancel()
    updateClock()
  }

  // MARK: Counting

  private var isCounter: Bool { bank[Self.mode] & 1 != 0 }
  private var isRunning: Bool { isStarted && !isCounter }

  private var mask: UInt32 {
    switch bank[Self.bitMode] {
    case 1: 0xFF
    case 2 where isWide: 0xFF_FFFF
    case 3 where isWide: .max
    default: 0xFFFF
    }
  }

  private var rate: ClockRate {
    let shift = min(bank[Self.prescaler], 9)
    return (fabric.clocks.fast.rate ?? NRF51Clocks.sixteenMegahertz).divided(by: 1 << UInt64(shift))
  }

  private func count(at time: Tick) -> UInt32 {
    guard isRunning else { return base & mask }
    return (base &+ UInt32(truncatingIfNeeded: counter.count(at: time))) & mask
  }

  /// Counts on from `count` at `time`.
  private func restart(from count: UInt32, at time: Tick) {
    base = count & mask
    counter = EdgeCounter(rate: rate, origin: time)
    predict(after: time)
  }

  /// Whether anybody can tell that a compare happens.
  private func matters(_ channel: Int) -> Bool {
    let event = Self.compareEvents[channel]
    return !page.isPending(event) || page.isConnected(event) || page.isSet(Self.clearShorts[channel])
      || page.isSet(Self.stopShorts[channel])
  }

  /// When the counter becomes equal to a register next.
  private func time(ofCompare channel: Int, after time: Tick) -> Tick {
    let edges = counter.count(at: time)
    let distance = (bank[Self.compareValues, channel] &- count(at: time)) & mask
    let isReachable = bank[Self.compareValues, channel] & ~mask == 0
    guard isReachable else { return .max }
    return counter.time(ofEdge: edges &+ (distance == 0 ? UInt64(mask) + 1 : UInt64(distance)))
  }

  private func predict(after time: Tick) {
    guard isRunning else { return alarm.cancel() }
    var next = Tick.max
    for channel in 0..<Self.compares where matters(channel) {
      next = min(next, self.time(ofCompare: channel, after: time))
    }
    alarm.set(at: next == .max ? nil : next)
  }

  /// Lets happen what is due up to and at `time`, where an instruction comes before the alarm.
  private func advance(to time: Tick) {
    while let due = alarm.deadline, due <= time {
      alarm.cancel()
      expire(at: due)
    }
  }

  private func expire(at time: Tick) {
    fire(at: time)
    predict(after: time)
  }

  private func fire(at time: Tick) {
    let count = count(at: time)
    let reached = (0..<Self.compares).filter { bank[Self.compareValues, $0] == count && matters($0) }
    fabric.at(time) { for channel in reached { page.raise(Self.compareEvents[channel]) } }
  }

  // MARK: Tasks

  /// The tasks of the page.
  public func task(_ offset: UInt32) {
    let now = fabric.now
    advance(to: now)
    switch offset {
    case Self.start: start(at: now)
    case Self.stop: stop(at: now)
    case Self.clear: restart(from: 0, at: now)
    case Self.shutdown:
      stop(at: now)
      base = 0
    case Self.countUp: countOne()
    default:
      bank[Self.compareValues, Int(offset >> 2 & 3)] = count(at: now)
      predict(after: now)
    }
  }

  private func start(at time: Tick) {
    guard !isStarted else { return }
    isStarted = true
    restart(from: base, at: time)
    updateClock()
  }

  private func stop(at time: Tick) {
    guard isStarted else { return }
    base = count(at: time)
    isStarted = false
    alarm.cancel()
    updateClock()
  }

  private func countOne() {
    guard isStarted, isCounter else { return }
    base = (base &+ 1) & mask
    let reached = (0..<Self.compares).filter { bank[Self.compareValues, $0] == base }
    for channel in reached { page.raise(Self.compareEvents[channel]) }
  }

  // MARK: Settings

  /// MODE, BITMODE, PRESCALER, CC and the workaround's bit.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    let now = fabric.now
    switch offset {
    case Self.mode, Self.bitMode, Self.prescaler:
      bank[offset] = old
      advance(to: now)
      let present = count(at: now)
      bank[offset] = value
      restart(from: present, at: now)
      updateClock()
    case Self.compareValues:
      bank[offset] = old
      advance(to: now)
      bank[offset] = value
      predict(after: now)
    case Self.anomaly73: updateClock()
    default: break
    }
  }

  /// Compares that did not matter may do so now.
  public func wantsChanged() {
    guard isRunning else { return }
    advance(to: fabric.now)
    predict(after: fabric.now)
  }

  private func clockChanged() {
    guard isRunning else { return }
    advance(to: fabric.now)
    let present = count(at: fabric.now)
    restart(from: present, at: fabric.now)
  }

  private func updateClock() {
    request.isOn = isRunning
    let values = fabric.coefficients
    var current = values.timerSlow.current
    // From 1 MHz to 16 MHz in proportion to the clock (chosen).
    let megahertz = Int64(max(16 >> min(bank[Self.prescaler], 4), 1))
    let difference = CurrentBand(
      low: values.timerFast.current.low - current.low, typical: values.timerFast.current.typical - current.typical,
      high: values.timerFast.current.high - current.high)
    current = current + difference.scaled(by: megahertz - 1, over: 15)
    if bank[Self.anomaly73] != 0 { current = current + values.timerAnomaly73.current }
    if isRunning { load.enter(.on, drawing: current) } else { load.enter(.off) }
  }

  /// The settings are what was written; CC changes by captures, which are tasks.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x500 && offset < 0x540 }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, base: base, counter: counter, isStarted: isStarted, deadline: alarm.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    base = state.base
    counter = state.counter
    isStarted = state.isStarted
    alarm.set(at: state.deadline)
    request.restore(isRunning)
  }
}
