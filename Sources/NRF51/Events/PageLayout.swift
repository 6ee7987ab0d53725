import Machine

/// What the page of one kind of peripheral holds: its tasks, events and shorts, from which come the registers that every
/// page has, and the registers of its own.
///
/// Source: the vendor's public register list (CMSIS-SVD); the reset value of POWER is 1, as public drivers that switch a
/// block off and on again rely on (nrfcxx `src/twi.cc`), where the list has 0.
public struct PageLayout: Sendable {
  /// Bits n = event at 0x100 + 4n; a write sets.
  static let interruptEnable: UInt32 = 0x304
  static let shortcuts: UInt32 = 0x200
  static let eventEnable: UInt32 = 0x340
  static let power = Register("POWER", at: 0xFFC, bits: 32, reset: 1, [Field("POWER", 0)])

  /// What it can be told to do.
  public let tasks: [PeripheralTask]
  /// What can happen in it.
  public let events: [PeripheralEvent]
  /// What of that triggers what.
  public let shorts: [PeripheralShort]
  /// Whether EVTEN decides which events reach the PPI, as in the real-time counters.
  public let hasEventEnable: Bool
  let hasPower: Bool
  let registers: [Register]
  /// A bit for each task, by its word.
  let taskMask: UInt32
  /// A bit for each event.
  let eventMask: UInt32

  /// Declares a page. `silentEvents` are those without an interrupt; `registers` are those beside tasks, events, SHORTS,
  /// INTENSET, INTENCLR, EVTEN and POWER.
  public init(
    tasks: [PeripheralTask] = [], events: [PeripheralEvent] = [], silentEvents: [PeripheralEvent] = [],
    shorts: [PeripheralShort] = [], hasEventEnable: Bool = false, hasPower: Bool = true, _ registers: [Register] = []
  ) {
    self.tasks = tasks
    self.events = events + silentEvents
    self.shorts = shorts
    self.hasEventEnable = hasEventEnable
    self.hasPower = hasPower
    taskMask = tasks.reduce(0) { $0 | 1 << ($1.offset >> 2 & 31) }
    eventMask = self.events.reduce(0) { $0 | $1.mask }
    var all = tasks.map { Register("TASKS_\($0.name)", at: $0.offset, bits: 32, [.writeOnly("VALUE", 31, 0)]) }
    all += self.events.map { Register("EVENTS_\($0.name)", at: $0.offset, bits: 32, [Field("VALUE", 31, 0)]) }
    if !shorts.isEmpty {
      all.append(
        Register("SHORTS", at: Self.shortcuts, bits: 32, shorts.map { Field($0.name, $0.bit) }))
    }
    if !events.isEmpty {
      all += Self.maskRegisters("INTENSET", "INTENCLR", at: Self.interruptEnable, events)
    }
    if hasEventEnable {
      let enable = Register("EVTEN", at: Self.eventEnable, bits: 32, events.map { Field($0.name, $0.bit) })
      all.append(enable)
      all.append(
        .view("EVTENSET", at: 0x344, of: enable, events.map { Field($0.name, $0.bit, onWrite: .oneToSet) }))
      all.append(
        .view("EVTENCLR", at: 0x348, of: enable, events.map { Field($0.name, $0.bit, onWrite: .oneToClear) }))
    }
    if hasPower { all.append(Self.power) }
    self.registers = all + registers
  }

  /// Two registers that show one mask: a write to the one sets bits, to the other, at the next word, clears them.
  private static func maskRegisters(
    _ set: String, _ clear: String, at offset: UInt32, _ events: [PeripheralEvent]
  ) -> [Register] {
    let setting = Register(set, at: offset, bits: 32, events.map { Field($0.name, $0.bit, onWrite: .oneToSet) })
    return [
      setting,
      .view(clear, at: offset + 4, of: setting, events.map { Field($0.name, $0.bit, onWrite: .oneToClear) }),
    ]
  }

  /// The registers of one peripheral with this page.
  public func block(_ name: String, at base: UInt32, _ description: String) -> RegisterBlock {
    RegisterBlock(name, at: base, size: 0x1000, description, registers)
  }
}
