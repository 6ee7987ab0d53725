import Boards
import CortexM0
import Machine

/// Everything that can stop the machine: breakpoints, watchpoints, and what monitor commands ask for.
///
/// Debuggers take all of theirs away at every stop and bring them again, so the machine is only told when it goes on, and only
/// of what has changed.
final class StopSet {
  /// Bytes that a text to stop at may have.
  static let longestText = 64
  /// Whoever puts more than this is not a debugger.
  static let limit = 10_000

  /// The instruction at a breakpoint is about to be executed.
  var onBreakpoint: (Breakpoint) -> Void = { _ in }
  /// An instruction has accessed what is watched.
  var onAccess: (Watchpoint, MemoryAccess) -> Void = { _, _ in }
  /// Something has happened, in words.
  var onEvent: (String) -> Void = { _ in }

  private let band: any Board
  private var wanted: [UInt32: Breakpoint] = [:]
  private var wantedWatches: Set<Watchpoint> = []
  private var breakpoints: [UInt32: (breakpoint: Breakpoint, watching: Subscription)] = [:]
  private var watchpoints: [Watchpoint: Subscription] = [:]
  /// What monitor commands ask for, by number.
  private(set) var events: [Int: EventStop] = [:]
  private var last = 0
  /// Keeps code decoded for being watched, so that only what changes is decoded anew.
  private var hold: Subscription?

  init(_ band: any Board) { self.band = band }

  /// Takes a breakpoint; `false` where there are too many.
  func insert(_ breakpoint: Breakpoint) -> Bool {
    guard wanted.count < StopSet.limit else { return false }
    wanted[breakpoint.address] = breakpoint
    return true
  }

  func remove(breakpointAt address: UInt32) { wanted[address] = nil }

  func insert(_ watchpoint: Watchpoint) -> Bool {
    guard wantedWatches.count < StopSet.limit else { return false }
    wantedWatches.insert(watchpoint)
    return true
  }

  func remove(_ watchpoint: Watchpoint) { wantedWatches.remove(watchpoint) }

  /// Takes away what the client has put; what monitor commands asked for stays.
  func removeAll() {
    wanted = [:]
    wantedWatches = []
  }

  /// Tells the machine what is wanted now. Called before it goes on, either way.
  func commit() {
    let bus = band.chip.bus
    if hold == nil { hold = bus.watchAccesses(0xFFFF_FFFF...0xFFFF_FFFF, [.fetch]) { _ in } }
    for (address, present) in breakpoints where wanted[address] != present.breakpoint { breakpoints[address] = nil }
    for (address, breakpoint) in wanted where breakpoints[address] == nil {
      let watching = bus.watchAccesses(address...address, [.fetch]) { [unowned self] access in
        if access.address == address { onBreakpoint(breakpoint) }
      }
      breakpoints[address] = (breakpoint, watching)
    }
    for watchpoint in watchpoints.keys where !wantedWatches.contains(watchpoint) { watchpoints[watchpoint] = nil }
    for watchpoint in wantedWatches where watchpoints[watchpoint] == nil {
      watchpoints[watchpoint] = bus.watchAccesses(watchpoint.range, watchpoint.kind.accesses) { [unowned self] in
        onAccess(watchpoint, $0)
      }
    }
  }

  // MARK: What monitor commands ask for

  /// Adds one; returns its number.
  func add(_ event: EventStop) -> Int {
    last += 1
    events[last] = event
    event.onHit = { [unowned self] in onEvent($0) }
    return last
  }

  /// Takes one away; `false` where there is none of this number.
  func remove(event number: Int) -> Bool { events.removeValue(forKey: number) != nil }

  /// Takes all of them away.
  func removeEvents() { events = [:] }

  func modeChanged(_ mode: Mode, wakeups: UInt64) {
    for event in events.values { event.modeChanged(mode, wakeups: wakeups) }
  }

  func sent(_ bytes: [UInt8]) { for event in events.values { event.sent(bytes) } }

  /// The machine has gone back, or on, to a state that was kept.
  func restored(wakeups: UInt64) { for event in events.values { event.restored(wakeups: wakeups) } }
}
