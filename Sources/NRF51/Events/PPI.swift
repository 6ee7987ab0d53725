import Machine

/// The programmable peripheral interconnect: an event of one block triggers a task of another, without the CPU.
///
/// Sources: the vendor's public register list; the fixed channels as in apache/mynewt-nimble. The task runs in the tick of the
/// event (chosen; on the chip one 16 MHz clock later). Two events within one 16 MHz clock trigger a task once, as stated for
/// the sibling nRF52; a task that triggers itself again, through whatever channels, runs again one clock later.
public final class PPI: NRF51Block {
  /// A task that a channel has triggered.
  struct Run: Codable {
    var task: UInt32
    /// `nil` for one that was put off from the clock before.
    var channel: Int?
  }

  /// The state of the interconnect.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var clock: Tick
    var done: [Run]
    var postponed: [UInt32]
    var next: Tick?
  }

  /// One 16 MHz clock.
  private static let period: Tick = 96

  /// The page.
  public let page: PeripheralPage
  private unowned let fabric: NRF51Fabric
  private var postponement: Alarm!
  /// The pages that have an event which a channel is connected to.
  private var connected: [PeripheralPage] = []
  /// The 16 MHz clock that is now, the tasks that ran in it, and those that run in the next one.
  private var clock: Tick = 0
  private var done: [Run] = []
  private var postponed: [UInt32] = []
  private var isRunning = false

  /// The interconnect of a fabric.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    page = PeripheralPage(Self.layout, "PPI", at: Self.base, "programmable peripheral interconnect", fabric)
    postponement = fabric.emulation.alarm("PPI.clock") { [unowned self] _ in self.runPostponed() }
    fabric.onChannels = { [unowned self] in self.run(channels: $0) }
    fabric.install(self)
  }

  /// No channel is enabled.
  public func reset() {
    page.reset()
    postponement.cancel()
    postponed = []
    done = []
    connect()
  }

  // MARK: Connections

  /// The channels that there are: a snapshot may name others.
  private static let channels: UInt32 = 0xFFF0_FFFF

  /// The addresses of a channel's event and task.
  private func ends(_ channel: Int) -> (event: UInt32, task: UInt32) {
    channel < Self.freeChannels
      ? (bank[Self.eventEnds, channel], bank[Self.taskEnds, channel])
      : Self.fixed[channel - Self.fixedChannels.lowerBound]
  }

  /// Tells every page which channels its events trigger.
  private func connect(telling isTelling: Bool = true) {
    var touched = connected
    for page in connected { page.channels.update(repeating: 0, count: 32) }
    connected.removeAll(keepingCapacity: true)
    var enabled = bank[Self.enable] & Self.channels
    while enabled != 0 {
      let channel = enabled.trailingZeroBitCount
      enabled &= enabled - 1
      let address = ends(channel).event
      guard address & ~0x3_FFFF == 0x4000_0000, address & 0xF83 == 0x100 else { continue }
      let event = Int(address >> 2 & 31)
      for page in fabric.pages[Int(address >> 12 & 0x3F)] where page.layout.eventMask >> UInt32(event) & 1 != 0 {
        page.channels[event] |= 1 << UInt32(channel)
        if !connected.contains(where: { $0 === page }) { connected.append(page) }
        if !touched.contains(where: { $0 === page }) { touched.append(page) }
      }
    }
    if isTelling { for page in touched { page.owner?.wantsChanged() } }
  }

  /// Enables or disables the channels of a group.
  public func task(_ offset: UInt32) {
    let members = bank[Self.groupMembers, Int(offset >> 3)] & Self.channels
    bank[Self.enable] = offset & 4 == 0 ? bank[Self.enable] | members : bank[Self.enable] & ~members
    connect()
  }

  /// CHEN and its two views, and what the channels connect.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    if offset < 0x800 { connect() }
  }

  // MARK: Work

  private func run(channels: UInt32) {
    var left = channels
    while left != 0 {
      let channel = left.trailingZeroBitCount
      left &= left - 1
      run(ends(channel).task, by: channel)
    }
  }

  private func run(_ task: UInt32, by channel: Int?) {
    let present = fabric.now / Self.period
    if present != clock {
      clock = present
      done.removeAll(keepingCapacity: true)
    }
    if let earlier = done.first(where: { $0.task == task }) {
      // From within a task, or by the same event again: a loop. Else a second event in one clock.
      if isRunning || earlier.channel == channel || earlier.channel == nil { postpone(task) }
      return
    }
    done.append(Run(task: task, channel: channel))
    let wasRunning = isRunning
    isRunning = true
    fabric.trigger(task: task)
    isRunning = wasRunning
  }

  private func postpone(_ task: UInt32) {
    if !postponed.contains(task) { postponed.append(task) }
    if postponement.deadline == nil { postponement.set(at: (clock + 1) &* Self.period) }
  }

  private func runPostponed() {
    let tasks = postponed
    postponed = []
    for task in tasks { run(task, by: nil) }
  }

  // MARK: Snapshots

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, clock: clock, done: done, postponed: postponed, next: postponement.deadline)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    clock = min(state.clock, .max / Self.period - 1)
    done = state.done
    postponed = state.postponed
    postponement.set(at: state.next)
    connect(telling: false)
  }
}
