import Machine

/// IR: sends marks (bursts of a carrier) and spaces from a FIFO of codes, and repeats them.
///
/// Sources: the public register list and its descriptions (carrier in cycles of the IR clock, durations in cycles of the
/// carrier; stopping flushes the code FIFO; the repeat timer counts from the start of the command; reading the interrupt
/// register takes the interrupt back); public driver code (bit 15: a digital message of [14:11] + 1 bits in [10:0], else
/// one symbol, a mark where bit 14 is set, of [13:0] carrier cycles). Chosen: 32 codes and 15 repeat codes fit, what is
/// beyond is lost; the IR clock is DIVN; a message goes out from its lowest bit on; zero durations count as one; a repeat
/// time of 0 repeats nothing, one that is shorter than the command repeats at its end; stopping is at once.
public final class InfraredGenerator: SoCBlock {
  /// A part of a command: carrier or none, for a number of its cycles.
  struct Symbol: Codable, Equatable {
    var isMark: Bool
    var cycles: UInt64
  }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var codes: [UInt16] = []
    var repeatCodes: [UInt16] = []
    /// The command under way, and the one that is repeated.
    var command: [Symbol] = []
    var started: Tick = 0
    /// The symbol under way, when it began, and the end of its present half of the carrier.
    var place: Int?
    var begun: Tick = 0
    var edge: Tick?
    var next: Tick?
    var isDone = false
    var level = false
  }

  /// The state of the generator.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }

  static let codeDepth = 32
  static let repeatDepth = 15

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.peripheral
  private let fabric: Fabric
  private let interrupt: LineDriver
  private var core = Core()
  private var advance: Alarm!
  private var carrier: Alarm!

  /// The generator after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.infrared).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    advance = fabric.emulation.alarm("IR.symbol") { [unowned self] in self.goOn(at: $0) }
    carrier = fabric.emulation.alarm("IR.carrier") { [unowned self] in self.toggle(at: $0) }
    fabric.install(self)
    fabric.clocks.onChange { [unowned self] in if self.fabric.clocks.infrared == nil { self.stop() } }
  }

  /// Accesses alone change it.
  public var isResetTimeless: Bool { true }

  /// Idle and empty.
  public func reset() {
    bank.reset()
    clear()
  }

  private func clear() {
    stop()
    core.codes = []
    core.repeatCodes = []
    core.command = []
    core.isDone = false
    interrupt.value = nil
  }

  private func stop() {
    advance.cancel()
    carrier.cancel()
    (core.place, core.edge, core.next) = (nil, nil, nil)
    drive(false)
  }

  // MARK: Sending

  private static func isSending(_ control: UInt32) -> Bool {
    isEnabled.isSet(in: control) && isStarted.isSet(in: control)
  }
  private var isSending: Bool { Self.isSending(bank[Self.control]) }
  private var high: UInt64 { UInt64(max(bank[Self.carrierOn], 1)) }
  private var low: UInt64 { UInt64(max(bank[Self.carrierOff], 1)) }
  private var clock: ClockRate? { fabric.clocks.infrared }

  private func drive(_ isMark: Bool) {
    core.level = isMark
    fabric.pads.drive(.infraredOut, isMark != (bank.isSet(Self.control, Self.isInverted)))
  }

  /// The symbols that codes stand for.
  private func symbols(_ codes: [UInt16]) -> [Symbol] {
    var symbols: [Symbol] = []
    for code in codes {
      guard code & 0x8000 != 0 else {
        symbols.append(Symbol(isMark: code & 0x4000 != 0, cycles: UInt64(max(code & 0x3FFF, 1))))
        continue
      }
      let payload = code & 0x7FF
      for bit in 0...(code >> 11 & 0xF) { symbols += bits(payload >> bit & 1 != 0) }
    }
    return symbols
  }

  private func bits(_ isOne: Bool) -> [Symbol] {
    let times = bank[isOne ? Self.one : Self.zero]
    let mark = Symbol(isMark: true, cycles: UInt64(max(times >> 8, 1)))
    let space = Symbol(isMark: false, cycles: UInt64(max(times & 0xFF, 1)))
    let startsWithSpace = bank.isSet(Self.control, isOne ? Self.oneStartsWithSpace : Self.zeroStartsWithSpace)
    return startsWithSpace ? [space, mark] : [mark, space]
  }

  private func start(_ command: [Symbol], at time: Tick) {
    core.command = command
    core.started = time
    core.place = 0
    begin(at: time)
  }

  private func begin(at time: Tick) {
    guard let clock, let place = core.place, place < core.command.count else { return finish(at: time) }
    let symbol = core.command[place]
    core.begun = time
    core.next = time.adding(clock.time(ofEdge: symbol.cycles &* (high + low)))
    advance.set(at: core.next)
    drive(symbol.isMark)
    core.edge = symbol.isMark && fabric.pads.isRouted(.infraredOut) ? time.adding(clock.time(ofEdge: high)) : nil
    carrier.set(at: core.edge)
  }

  /// The end of a symbol, or of the time to the next repetition.
  private func goOn(at time: Tick) {
    core.next = nil
    if let place = core.place {
      core.place = place + 1
      begin(at: time)
    } else if isSending {
      start(core.command, at: time)
    }
  }

  private func toggle(at time: Tick) {
    core.edge = nil
    guard let clock, let next = core.next else { return }
    drive(!core.level)
    // From the symbol's beginning, so that a rational clock does not accumulate an error.
    let passed = clock.firstEdge(atOrAfter: time &- core.begun)
    let edge = core.begun.adding(clock.time(ofEdge: passed + (core.level ? high : low)))
    core.edge = edge < next ? edge : nil
    carrier.set(at: core.edge)
  }

  private func finish(at time: Tick) {
    core.place = nil
    carrier.cancel()
    core.edge = nil
    drive(false)
    core.isDone = true
    update()
    let interval = UInt64(bank[Self.repeatTime])
    guard interval > 0, let clock else { return }
    if bank.isSet(Self.control, Self.repeatsOtherCodes) { core.command = symbols(core.repeatCodes) }
    guard !core.command.isEmpty else { return }
    let due = core.started.adding(clock.time(ofEdge: interval * (high + low)))
    core.next = max(due, time)
    advance.set(at: core.next)
  }

  // MARK: Registers

  private func update() { interrupt.value = core.isDone && bank.isSet(Self.control, Self.isInterruptEnabled) }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.status:
      Self.words.set(
        UInt32(core.codes.count),
        in: Self.repeatWords.set(UInt32(core.repeatCodes.count), in: core.place != nil ? Self.isBusy.mask : 0))
    case Self.interruptStatus: core.isDone ? 1 : 0
    default: bank[offset]
    }
  }

  /// Reading the interrupt takes it back.
  public func registerRead(_ offset: UInt32, width: Int) {
    core.isDone = false
    update()
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control: controlWritten(value, old: old)
    case Self.codes:
      if core.codes.count < Self.codeDepth { core.codes.append(UInt16(truncatingIfNeeded: value)) }
    case Self.repeatCodes:
      if core.repeatCodes.count < Self.repeatDepth { core.repeatCodes.append(UInt16(truncatingIfNeeded: value)) }
    default: break
    }
  }

  private func controlWritten(_ value: UInt32, old: UInt32) {
    guard Self.isEnabled.isSet(in: value) else { return clear() }
    if Self.emptiesCodes.isSet(in: value) { core.codes = [] }
    if Self.emptiesRepeatCodes.isSet(in: value) { core.repeatCodes = [] }
    if Self.isStarted.get(value) < Self.isStarted.get(old) {
      stop()
      core.codes = []
    } else if Self.isSending(value) && !Self.isSending(old) && clock != nil {
      start(symbols(core.codes), at: fabric.now)
      core.codes = []
    }
    if Self.isInverted.isSet(in: value ^ old) { drive(core.level) }
    update()
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core) }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    core.place = core.place.map { max($0, 0) }
    advance.set(at: core.next)
    carrier.set(at: core.edge)
  }
}
