import Machine

/// WAKEUP: counts debounced events on selected pins and interrupts at a number of them; works in every sleep.
///
/// Sources: the public register list; the state machine as the vendor's public documentation of this family describes
/// it: any selected pin at its active level is a key hit; a hit that lasts the debounce time is one event, and the next
/// one needs all selected pins inactive before. At COMPARE events the counter is cleared and the interrupt requested,
/// until RESET_IRQ is written. COMPARE 0, its reset value, equals the counter that stands at 0: once it is enabled the
/// interrupt is requested without end, as public examples for this revision of the chip warn; chosen: until COMPARE is
/// changed. A software key hit counts after the debounce even where its bit was cleared before (public driver: set, then
/// clear). Chosen: a debounce is DEB_VALUE whole milliseconds from the edge; the controller stands still without
/// its clock, and its debounce while frozen.
public final class Wakeup: Block {
  /// Where the state machine is.
  enum Phase: String, Codable {
    case idle, debouncing, waitingForRelease
  }

  /// The state of the controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var phase: Phase
    var count: UInt32
    var deadline: Tick?
    var isSoftwareHit: Bool
  }

  /// The registers.
  public let bank: RegisterBank
  private let clock: ClockInput
  private let freeze: FreezeInput
  private let ports: [[Line]]
  private let scheduler: Scheduler
  /// Where the polarity registers begin.
  private let polarity: UInt32
  private let interrupt: LineDriver
  /// What COMPARE 0 requests.
  private let standingInterrupt: LineDriver
  private var debounce: Alarm!
  private var phase = Phase.idle
  private var count: UInt32 = 0
  /// Software hit a key, and the debounce of that is not over.
  private var isSoftwareHit = false

  /// The controller after power-on, with registers of `registers` for as many ports; `ports` are the pads' lines. It works
  /// while `clock` runs, whatever its rate.
  public init(
    _ registers: RegisterBlock, clock: ClockInput, interrupt: Line, freeze: FreezeInput, ports: [[Line]],
    on emulation: Emulation
  ) {
    self.clock = clock
    self.freeze = freeze
    self.ports = ports
    scheduler = emulation.scheduler
    polarity = Self.polarity(ports: ports.count)
    self.interrupt = interrupt.driver(registers.name)
    standingInterrupt = interrupt.driver("\(registers.name) standing")
    bank = RegisterBank(registers, journal: emulation.journal)
    debounce = emulation.alarm("\(registers.name).debounce") { [unowned self] _ in self.debounced() }
    for (port, pads) in ports.enumerated() {
      let select = Self.select(port)
      for (bit, pad) in pads.enumerated() {
        pad.observe { [unowned self] _ in if self.bank[select] >> UInt32(bit) & 1 != 0 { self.advance() } }
      }
    }
    clock.onChange { [unowned self] in self.advance() }
    freeze.onChange { [unowned self] in self.advance() }
  }

  /// No pin selected, nothing counted.
  public func reset() {
    bank.reset()
    debounce.cancel()
    phase = .idle
    count = 0
    isSoftwareHit = false
    interrupt.value = nil
    standingInterrupt.value = nil
  }

  private var isRunning: Bool { clock.rate != nil }

  private var isKeyHit: Bool {
    if isSoftwareHit || bank.isSet(Self.wkupCtrl, Self.wkupSftKeyhit) { return true }
    for port in ports.indices {
      let (selected, isActiveLow) = (bank[Self.select(port)], bank[polarity &+ UInt32(2 * port)])
      guard selected != 0 else { continue }
      for bit in ports[port].indices where selected >> UInt32(bit) & 1 != 0 {
        if ports[port][bit].level != (isActiveLow >> UInt32(bit) & 1 != 0) { return true }
      }
    }
    return false
  }

  /// Takes the state machine on, after anything that it depends on has changed.
  private func advance() {
    compareWithNothing()
    guard isRunning else {
      debounce.cancel()
      phase = .idle
      isSoftwareHit = false
      return
    }
    let isHit = isKeyHit
    switch phase {
    case .idle: if isHit { hit() }
    case .debouncing:
      if !isHit {
        debounce.cancel()
        phase = .idle
      } else if freeze.isOn {
        debounce.cancel()
      } else if debounce.deadline == nil {
        startDebounce()
      }
    case .waitingForRelease: if !isHit { phase = .idle }
    }
  }

  private func hit() {
    phase = .debouncing
    if bank[Self.wkupCtrl, Self.wkupDebValue] == 0 {
      debounced()
    } else if !freeze.isOn {
      startDebounce()
    }
  }

  private func startDebounce() {
    debounce.set(at: scheduler.now &+ .milliseconds(UInt64(bank[Self.wkupCtrl, Self.wkupDebValue])))
  }

  private func debounced() {
    isSoftwareHit = false
    phase = isKeyHit ? .waitingForRelease : .idle
    count += 1
    guard count >= bank[Self.wkupCompare, Self.compare] else { return }
    count = 0
    if bank.isSet(Self.wkupCtrl, Self.wkupEnableIrq) { interrupt.value = true }
  }

  private func compareWithNothing() {
    let isEqual = isRunning && bank[Self.wkupCompare] == 0 && bank.isSet(Self.wkupCtrl, Self.wkupEnableIrq)
    standingInterrupt.value = isEqual ? true : nil
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    Self.wkupCounter ~= offset ? count & 0xFF : bank[offset]
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.wkupResetIrq: interrupt.value = nil
    case Self.wkupResetCntr: count = 0
    case Self.wkupCompare: compareWithNothing()
    case Self.wkupCtrl:
      if phase == .idle, isRunning, Self.wkupSftKeyhit.get(value & ~old) != 0 { isSoftwareHit = true }
      advance()
    default: advance()
    }
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, phase: phase, count: count, deadline: debounce.deadline,
      isSoftwareHit: isSoftwareHit)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    phase = state.phase
    count = state.count & 0xFF
    isSoftwareHit = state.isSoftwareHit
    debounce.set(at: state.deadline)
  }
}
