import Machine

/// The page of one peripheral at work: its registers, its interrupt line, and where its events go.
///
/// Sources: the vendor's public register list. Chosen: a value other than 0 that software writes to an event's register is
/// stored and may request the interrupt, but runs no short and reaches no channel of the PPI; a block whose POWER is 0 keeps
/// its reset values and ignores every task and write.
public final class PeripheralPage {
  /// How deep shorts may trigger each other; no peripheral's do by themselves.
  private static let deepest = 8

  /// What it holds.
  public let layout: PageLayout
  /// The registers.
  public let bank: RegisterBank
  /// Its interrupt and its place in PPI addresses: bits 17 to 12 of its address.
  public let identifier: Int
  private let interrupt: LineDriver
  private unowned let fabric: NRF51Fabric
  /// Set when it is installed.
  unowned(unsafe) var owner: (any NRF51Block)?
  /// The PPI's channels that each event triggers.
  let channels: UnsafeMutablePointer<UInt32>
  private var depth = 0

  /// A page for a block that installs itself on the fabric when it is ready.
  public init(_ layout: PageLayout, _ name: String, at base: UInt32, _ description: String, _ fabric: NRF51Fabric) {
    self.layout = layout
    self.fabric = fabric
    identifier = Int(base >> 12 & 0x3F)
    bank = RegisterBank(layout.block(name, at: base, description), journal: fabric.emulation.journal)
    interrupt = fabric.interrupt(identifier).driver(name)
    channels = .allocate(capacity: 32)
    channels.initialize(repeating: 0, count: 32)
  }

  deinit { channels.deallocate() }

  /// The block's name in the register list.
  public var name: String { bank.name }

  /// Whether POWER is 1, as it is unless software switched the block off.
  public var isOn: Bool { !layout.hasPower || bank[PageLayout.power] != 0 }

  /// All registers go to their reset values, and no interrupt is requested.
  public func reset() {
    bank.reset()
    interrupt.value = nil
  }

  // MARK: For the block

  /// Something happened: sets the event's register, requests the interrupt, runs the shorts and tells the PPI.
  ///
  /// Shorts and the PPI may call the block's `task` before this returns: what the block has to say of itself has to be
  /// settled before.
  public func raise(_ event: PeripheralEvent) {
    let mask = event.mask
    let isInterrupt = bank[PageLayout.interruptEnable] & mask != 0
    var isRouted = true
    if layout.hasEventEnable {
      isRouted = bank[PageLayout.eventEnable] & mask != 0
      guard isRouted || isInterrupt else { return }
    }
    bank[event.offset] = 1
    if isInterrupt { interrupt.value = true }
    if !layout.shorts.isEmpty, bank[PageLayout.shortcuts] != 0 { runShorts(event) }
    let channels = channels[event.bit]
    if isRouted && channels != 0 { fabric.trigger(channels: channels) }
  }

  private func runShorts(_ event: PeripheralEvent) {
    let enabled = bank[PageLayout.shortcuts]
    guard depth < Self.deepest else { return }
    depth += 1
    for short in layout.shorts where enabled >> UInt32(short.bit) & 1 != 0 && short.event.offset == event.offset {
      owner?.task(short.task.offset)
    }
    depth -= 1
  }

  /// Whether a short's bit is set.
  public func isSet(_ short: PeripheralShort) -> Bool { bank[PageLayout.shortcuts] >> UInt32(short.bit) & 1 != 0 }

  /// Whether an event's register holds anything.
  public func isPending(_ event: PeripheralEvent) -> Bool { bank[event.offset] != 0 }

  /// Clears an event as software would.
  public func clear(_ event: PeripheralEvent) {
    bank[event.offset] = 0
    updateInterrupt()
  }

  /// Whether a channel of the PPI is connected to the event.
  public func isConnected(_ event: PeripheralEvent) -> Bool { channels[event.bit] != 0 }

  /// Whether an event would be seen by anybody: INTEN, EVTEN or a channel of the PPI has it.
  public func isWanted(_ event: PeripheralEvent) -> Bool {
    let enabled = bank[PageLayout.interruptEnable] | (layout.hasEventEnable ? bank[PageLayout.eventEnable] : 0)
    return enabled & event.mask != 0 || channels[event.bit] != 0
  }

  // MARK: For `NRF51Block` and the fabric

  /// The PPI triggers a task.
  func trigger(_ offset: UInt32) {
    guard offset < 0x80, offset & 3 == 0, layout.taskMask >> (offset >> 2) & 1 != 0, isOn else { return }
    owner?.task(offset)
  }

  /// What every page does with a write; `false` where it is the block's own business.
  func written(_ offset: UInt32, value: UInt32, old: UInt32) -> Bool {
    if layout.hasPower, offset == PageLayout.power.offset {
      switchPower(value & 1 != 0)
      return true
    }
    guard isOn else {
      bank[offset] = old
      return true
    }
    if offset < 0x80 {
      if value & 1 != 0 { owner?.task(offset) }
      return true
    }
    guard offset < 0x400 else { return false }
    if offset != PageLayout.shortcuts { updateInterrupt() }
    owner?.wantsChanged()
    return true
  }

  private func switchPower(_ isOn: Bool) {
    guard !isOn else { return }
    owner?.reset()
    bank[PageLayout.power] = 0
  }

  /// The interrupt is requested while an event and its bit of INTEN are set.
  private func updateInterrupt() {
    var pending: UInt32 = 0
    for event in layout.events where bank[event.offset] != 0 { pending |= event.mask }
    interrupt.value = pending & bank[PageLayout.interruptEnable] != 0 ? true : nil
  }
}
