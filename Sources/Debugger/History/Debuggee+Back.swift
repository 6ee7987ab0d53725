import CortexM0
import Machine

/// How the machine goes back: to a state that was kept, and from there on as it came.
extension Debuggee {
  /// A state is kept so many instructions before the place that one goes back to, so that the next step back is short.
  private static let near: UInt64 = 2_000
  /// Ticks of the shortest cycle that any clock has: 96 MHz.
  private static let shortestCycle: UInt64 = 16

  /// Moves the machine within what has been: no stop counts, and hosts and recordings hear nothing of it.
  func repeating<Result>(_ body: () -> Result) -> Result {
    run.setRepeating(true)
    purpose = .ignore
    pending = nil
    resumed = nil
    defer {
      purpose = .stop
      pending = nil
      run.setRepeating(false)
    }
    return body()
  }

  /// Goes back by one instruction.
  func stepBack() {
    let reason: StopReason = repeating {
      guard let before = boundary(before: position, not: place) else {
        goToBeginning()
        return .beginning
      }
      go(to: before)
      return .step
    }
    arrive(reason)
  }

  /// Goes back to the latest stop before here, or to the beginning.
  func runBack() { arrive(repeating(findStopBefore)) }

  private func arrive(_ reason: StopReason) {
    motion = .held
    lastStop = reason
    stoppedAt = position
  }

  private func findStopBefore() -> StopReason {
    let start = position
    var bound = start
    for entry in Array(history.entries(before: start)) {
      goBack(to: entry)
      collected = nil
      purpose = .collect(before: bound)
      while position < bound {
        // What was accessed at its very end counts: one goes back to before that.
        while pending == nil, now < bound.time { repeatRun(until: bound.time) }
        if pending == nil, position < bound { pastFault() }
        if let reason = pending { collect(reason, bound, start) }
      }
      purpose = .ignore
      if let found = collected { return goBack(to: found) }
      bound = entry.position
      if isInterrupted() || run.isEnding() { return .interrupt }
    }
    goToBeginning()
    return .beginning
  }

  /// Notes a stop in a part of the past that ends at `bound`. What has happened by then is not told again from there on; where one
  /// began to go back is no stop, but behind the access of a watchpoint.
  private func collect(_ reason: StopReason, _ bound: Position, _ start: Position) {
    pending = nil
    guard position <= bound else { return }
    if case .watchpoint = reason {
      collected = (reason, position)
    } else if position < start {
      collected = (reason, position)
    }
  }

  private func goBack(to found: (reason: StopReason, position: Position)) -> StopReason {
    collected = nil
    go(to: found.position)
    if case .watchpoint = found.reason { goBackToAccess() }
    return found.reason
  }

  /// To the boundary before the instruction whose access has been told.
  func goBackToAccess() { if let before = boundary(before: position, not: place) { go(to: before) } }

  private func goToBeginning() {
    guard let first = history.entries.first else { return }
    goBack(to: first)
    playDue()
  }

  /// Goes to a position of the past, at or before the present one or behind it.
  func go(to target: Position) {
    guard position != target, let entry = history.entry(atOrBefore: target) else { return }
    if position > target || entry.position > position { goBack(to: entry) }
    approach(target.count)
    repeatRun(until: target.time)
    while position < target, pending == nil { pastFault() }
  }

  /// The place of an instruction that is before a position and is not `place`: the last one, at its first boundary. `nil`
  /// where there is none in the history.
  func boundary(before target: Position, not place: Place) -> Position? {
    for entry in Array(history.entries(before: target)) {
      goBack(to: entry)
      approach(target.count)
      var found: (position: Position, place: Place)?
      while position < target {
        let here = self.place
        if isExecuting, cpu.isBeforeInstruction, here != place, here != found?.place { found = (position, here) }
        if isExecuting { stopsAtFaults = true }
        advanceInPast()
        stopsAtFaults = false
      }
      if let found { return found.position }
    }
    return nil
  }

  /// Runs to a little before a number of instructions, and keeps a state on the way where none is near.
  private func approach(_ count: UInt64) {
    if count > position.count &+ 2 * Self.near {
      run(toCount: count &- Self.near)
      keep()
    }
    if count > 2 { run(toCount: count &- 2) }
  }

  /// Runs until so many instructions have been executed, and never past the next.
  private func run(toCount count: UInt64) {
    while position.count < count, pending == nil {
      let left = count &- position.count
      if isExecuting {
        repeatRun(until: now &+ max(left &* Self.shortestCycle, 1))
        keepIfDue()
      } else {
        advanceInPast()
      }
    }
  }

  func goBack(to entry: History.Entry) {
    for bringBack in entry.beside { bringBack() }
    run.band.emulation.restore(entry.checkpoint)
    counters = entry.counters
    run.host?.answered = counters.hostCalls
    eventsPlayed = entry.events
    stops.restored(wakeups: counters.wakeups)
  }
}
