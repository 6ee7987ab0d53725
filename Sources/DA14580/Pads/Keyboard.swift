import Machine

/// KBRD: five interrupts of single pads, and one of all pads that are keys, with one debounce time.
///
/// Sources: the public register list and the data sheet's descriptions: a source is 1 to 8 P0, 9 to 14 P1, 15 to 24 P2, 25 to 32
/// P3; an input that stands at its active level for the debounce time requests, until its request is reset; with EDGE_LEVELn it
/// requests again only after a release, without it at once; the keyboard's also requests at a release (KBRD_REL, debounced too) and
/// again every KEY_REPEAT milliseconds while a key is down. INPUT_LEVEL and KBRD_LEVEL 1 mean active low. Chosen: the keyboard
/// has one key, down while any of its pads is active; times are whole milliseconds; the block stands still without a system clock.
final class Keyboard: SoCBlock {
  /// One of the five interrupts, or the keyboard.
  struct Channel: Codable {
    /// Whether the input has been active for the debounce time, and requested for it.
    var isDown = false
    var isRequested = false
    /// When the debounce of what the input shows now ends, or the next repetition comes.
    var deadline: Tick?
    /// Whether that is a repetition.
    var isRepeating = false
  }

  /// The state of the block.
  struct State: RegisterState {
    var registers: NamedValues<UInt32>
    var channels: [Channel]
  }

  static let keyboard = 5

  /// The registers.
  let bank: RegisterBank
  /// Its supply.
  let domain = PowerDomain.peripheral
  private let fabric: Fabric
  private let interrupts: [LineDriver]
  private var alarms: [Alarm] = []
  private var channels = [Channel](repeating: Channel(), count: 6)

  /// The block after reset, on the bus.
  init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupts = [.gpio0, .gpio1, .gpio2, .gpio3, .gpio4, .keyboard].map {
      fabric.interrupt($0).driver(Self.block.name)
    }
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    alarms = (0..<6).map { channel in
      fabric.emulation.alarm("KBRD.\(channel)") { [unowned self] _ in self.elapsed(channel) }
    }
    fabric.install(self)
    for line in fabric.pads.all {
      line.observe { [unowned self] _ in if self.isUsed { self.advance() } }
    }
    fabric.clocks.onChange { [unowned self] in if self.isUsed { self.advance() } }
  }

  /// Nothing selected.
  func reset() {
    bank.reset()
    channels = [Channel](repeating: Channel(), count: 6)
    for alarm in alarms { alarm.cancel() }
    for interrupt in interrupts { interrupt.value = nil }
  }

  // MARK: Inputs

  private var isUsed: Bool { (0..<6).contains(where: isSelected) }

  private var keys: UInt64 {
    let (first, middle, last) = (bank[Self.keys0], bank[Self.keys12], bank[Self.keys3])
    // P0, P1, P2, P3 as `Pin.all` has them.
    return UInt64(first & 0xFF) | UInt64(middle >> 10 & 0x3F) << 8 | UInt64(middle & 0x3FF) << 14
      | UInt64(last & 0xFF) << 24
  }

  private func source(_ channel: Int) -> Int { Int(bank[UInt32(2 * channel)] & 0x3F) }

  private func isSelected(_ channel: Int) -> Bool {
    channel == Self.keyboard ? keys != 0 : (1...Pin.all.count).contains(source(channel))
  }

  private func isActive(_ channel: Int) -> Bool {
    guard isSelected(channel), fabric.clocks.systemClock != nil else { return false }
    if channel == Self.keyboard {
      let (keys, isLow) = (keys, bank.isSet(Self.keys0, Self.isActiveLow))
      return fabric.pads.all.indices.contains { keys >> UInt64($0) & 1 != 0 && fabric.pads.all[$0].level != isLow }
    }
    let isLow = bank[Self.levelControl] >> UInt32(channel) & 1 != 0
    return fabric.pads.all[source(channel) - 1].level != isLow
  }

  private func debounceTime(_ channel: Int) -> Tick {
    let settings = bank[Self.debounce]
    guard settings >> UInt32(8 + channel) & 1 != 0 else { return 0 }
    return .milliseconds(UInt64(Self.debounceTime.get(settings)))
  }

  // MARK: Requests

  private func advance() {
    for channel in channels.indices { advance(channel) }
  }

  private func advance(_ channel: Int) {
    let isActive = isActive(channel)
    guard isActive != channels[channel].isDown else {
      if !channels[channel].isRepeating { set(channel, nil) }
      return
    }
    guard channels[channel].deadline == nil || channels[channel].isRepeating else { return }
    let isDebounced = isActive || channel == Self.keyboard && bank.isSet(Self.keys0, Self.isReleaseReported)
    let time = isDebounced ? debounceTime(channel) : 0
    if time == 0 { settle(channel) } else { set(channel, fabric.now &+ time) }
  }

  private func set(_ channel: Int, _ time: Tick?, isRepeating: Bool = false) {
    channels[channel].deadline = time
    channels[channel].isRepeating = isRepeating
    alarms[channel].set(at: time)
  }

  private func elapsed(_ channel: Int) {
    if channels[channel].isRepeating {
      request(channel)
      scheduleRepetition(channel)
    } else {
      settle(channel)
    }
  }

  /// The input has shown long enough what it shows.
  private func settle(_ channel: Int) {
    set(channel, nil)
    channels[channel].isDown.toggle()
    if channels[channel].isDown {
      request(channel)
      if channel == Self.keyboard { scheduleRepetition(channel) }
    } else if channel == Self.keyboard && bank.isSet(Self.keys0, Self.isReleaseReported) {
      request(channel)
    }
  }

  private func scheduleRepetition(_ channel: Int) {
    let time = bank[Self.keys0, Self.repeatTime]
    guard time > 0 else { return set(channel, nil) }
    set(channel, fabric.now &+ .milliseconds(UInt64(time)), isRepeating: true)
  }

  private func request(_ channel: Int) {
    channels[channel].isRequested = true
    interrupts[channel].value = true
  }

  private func resetRequest(_ channel: Int) {
    channels[channel].isRequested = false
    interrupts[channel].value = nil
    let waitsForRelease = channel == Self.keyboard || bank[Self.levelControl] >> UInt32(8 + channel) & 1 != 0
    if channels[channel].isDown && !waitsForRelease {
      channels[channel].isDown = false
      // With a debounce time the input is looked at again; without one the request would come back in the same instant.
      set(channel, fabric.now &+ max(debounceTime(channel), .microseconds(1)))
      if !isActive(channel) { set(channel, nil) }
    }
  }

  // MARK: Registers

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    if Self.resetRequests ~= offset {
      for channel in channels.indices where value >> UInt32(channel) & 1 != 0 { resetRequest(channel) }
    }
    advance()
  }

  /// Everything that decides its future.
  func saveState() -> State { State(registers: bank.named, channels: channels) }

  /// Throws where the state is not that of this block.
  func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.channels.count == 6 else { throw .wrongCount("channels of \(bank.name)") }
  }

  /// Takes over a saved state.
  func restoreState(_ state: State) {
    bank.restore(state.registers)
    channels = state.channels
    for (alarm, channel) in zip(alarms, channels) { alarm.set(at: channel.deadline) }
  }
}
