import Machine

/// QUAD: three pairs of inputs that count up and down.
///
/// Sources: the public register list and its descriptions (signed counts, zero while the channel is off; an interrupt
/// after a number of events on any counter, 0 meaning 1; the clear bit clears itself); public driver code (CLOCKDIV is the
/// number of cycles less one of one logic clock). Chosen: its clock is divided; an input is looked at on the first
/// edge of the logic clock after it changed; each of the four steps of a period is an event, up where A leads; where both
/// inputs changed at once nothing counts; the first look after enabling sets the position.
public final class QuadratureDecoder: Block {
  /// One pair of inputs.
  struct Channel: Codable {
    var count: Int16 = 0
    /// A and B as last looked at, A in bit 1; `nil` before the first look.
    var inputs: Int?
    var events: UInt32 = 0
  }

  /// The state of the decoder.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var channels: [Channel]
    var isRequested: Bool
    var look: Tick?
  }

  /// The two inputs of a channel.
  public struct Inputs {
    let a: PadSignal
    let b: PadSignal

    /// Counts up where `a` leads.
    public init(a: PadSignal, b: PadSignal) {
      self.a = a
      self.b = b
    }
  }

  /// Where the registers stand that not all decoders have at one place.
  public struct Layout: Sendable {
    /// The counts of X, Y and Z.
    let counts: [UInt32]
    /// The divider.
    let divider: UInt32
    /// The choice of pads, four bits a channel, which also switches a channel on; `nil` where the control register does that.
    let padChoice: UInt32?

    /// That of `registers`.
    public static let standard = Layout(counts: [2, 4, 6], divider: 8, padChoice: nil)
    /// That of `choosingRegisters`.
    public static let choosing = Layout(counts: [2, 4, 0xA], divider: 6, padChoice: 8)
  }

  /// Positions in the order of counting up: A leads B.
  private static let order = [0b00, 0b10, 0b11, 0b01]

  /// The registers.
  public let bank: RegisterBank
  /// Told of the three channels' codes where the choice of pads may have changed, and whether that is of a restored state: then
  /// nobody is to hear of the routing.
  public var onPadChoice: (([UInt32], Bool) -> Void)?
  private let layout: Layout
  private let clock: ClockInput
  private let inputs: [Inputs]
  private let scheduler: Scheduler
  private let interrupt: LineDriver
  private var look: Alarm!
  private var channels = [Channel](repeating: Channel(), count: 3)
  private var isRequested = false

  /// The decoder after reset, with registers of `registers`; `inputs` are those of X, Y and Z.
  public init(
    _ registers: RegisterBlock, layout: Layout = .standard, clock: ClockInput, interrupt: Line, inputs: [Inputs],
    on emulation: Emulation
  ) {
    self.layout = layout
    require(inputs.count == 3, "a quadrature decoder has three channels")
    self.clock = clock
    self.inputs = inputs
    scheduler = emulation.scheduler
    self.interrupt = interrupt.driver(registers.name)
    bank = RegisterBank(registers, journal: emulation.journal)
    look = emulation.alarm("\(registers.name).look") { [unowned self] _ in self.lookAtInputs() }
    for signal in inputs.flatMap({ [$0.a, $0.b] }) {
      signal.onLevel { [unowned self] in self.inputsChanged() }
      signal.onRouting { [unowned self] in self.inputsChanged() }
    }
    clock.onChange { [unowned self] in self.inputsChanged() }
  }

  /// Accesses alone change it: no input counts before its channel is on.
  public var isResetTimeless: Bool { true }

  /// Channels off.
  public func reset() {
    bank.reset()
    look.cancel()
    channels = [Channel](repeating: Channel(), count: 3)
    isRequested = false
    interrupt.value = nil
    tellPadChoice()
  }

  private func isOn(_ channel: Int) -> Bool {
    layout.padChoice == nil ? bank.isSet(Self.control, Self.on[channel]) : padChoice(channel) != 0
  }

  private func padChoice(_ channel: Int) -> UInt32 {
    layout.padChoice.map { bank[$0] >> UInt32(4 * channel) & 0xF } ?? 0
  }

  private func tellPadChoice(isRestored: Bool = false) { onPadChoice?((0..<3).map(padChoice), isRestored) }

  private func inputsChanged() {
    guard (0..<3).contains(where: isOn), look.deadline == nil, let clock = clock.rate else { return }
    let logic = clock.divided(by: UInt64(bank[layout.divider]) + 1)
    look.set(at: logic.time(ofEdge: logic.edges(in: scheduler.now) &+ 1))
  }

  private func lookAtInputs() {
    guard clock.rate != nil else { return }
    for index in channels.indices where isOn(index) {
      let inputs = (inputs[index].a.level ? 2 : 0) | (inputs[index].b.level ? 1 : 0)
      let old = channels[index].inputs
      channels[index].inputs = inputs
      guard let old, let from = Self.order.firstIndex(of: old), let to = Self.order.firstIndex(of: inputs) else {
        continue
      }
      switch (to - from + 4) % 4 {
      case 1: count(index, 1)
      case 3: count(index, -1)
      default: break
      }
    }
    update()
  }

  private func count(_ channel: Int, _ step: Int16) {
    channels[channel].count &+= step
    channels[channel].events += 1
    guard channels[channel].events >= max(bank[Self.control, Self.threshold], 1) else { return }
    channels[channel].events = 0
    isRequested = true
  }

  private func update() { interrupt.value = isRequested && bank.isSet(Self.control, Self.isInterruptEnabled) }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    if Self.control ~= offset { return Self.isPending.set(isRequested ? 1 : 0, in: bank[offset]) }
    guard let channel = layout.counts.firstIndex(of: offset) else { return bank[offset] }
    return UInt32(UInt16(bitPattern: channels[channel].count))
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    let isChoice = offset == layout.padChoice
    guard Self.control ~= offset || isChoice else { return }
    if isChoice { tellPadChoice() }
    if !isChoice && Self.clears.isSet(in: value) { isRequested = false }
    for index in channels.indices where !isOn(index) { channels[index] = Channel() }
    inputsChanged()
    update()
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    State(registers: bank.named, channels: channels, isRequested: isRequested, look: look.deadline)
  }

  /// Throws where the state is not that of this block.
  public func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.channels.count == 3 else {
      throw .wrongCount("channels of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    channels = state.channels
    isRequested = state.isRequested
    look.set(at: state.look)
    tellPadChoice(isRestored: true)
  }
}
