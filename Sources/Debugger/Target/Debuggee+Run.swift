import CortexM0
import Machine

/// How the machine goes on.
extension Debuggee {
  /// How long, by the host's clock, until another state is kept.
  static let interval: Duration = .milliseconds(4)
  /// Virtual time at a stretch while something else may have to be looked at.
  private static let stretch: Tick = .milliseconds(100)

  /// Keeps the present state to go back to.
  func keep() {
    counters.hostCalls = run.host?.answered ?? 0
    history.add(
      History.Entry(
        position: position, checkpoint: run.band.emulation.checkpoint(), counters: counters, beside: run.keepBeside(),
        events: eventsPlayed))
    kept = .now
  }

  func keepIfDue() { if .now - kept > Self.interval { keep() } }

  /// Goes on: `step` by one instruction, `through` while the program counter is in a range. A step `in` a thread is done when
  /// that thread has done it: exceptions and other threads that come between go by.
  func resume(step: Bool, through range: Range<UInt32>? = nil, in thread: UInt32? = nil) {
    let start = place
    resumed = start
    pending = nil
    endWait()
    if case .watchpoint = lastStop, position == stoppedAt { passWatchpoint() }
    if !step {
      motion = .running
    } else if let thread, thread != threads.current {
      stepLater(thread, through: range)
    } else {
      // In an exception, a step is the processor's.
      motion = .stepping(from: start, through: range, in: start.exception == 0 ? thread : nil)
    }
    finishStep()
    repeatPast()
  }

  /// Executes the instruction before which a watchpoint has stopped.
  private func passWatchpoint() {
    let start = place
    purpose = .ignore
    run.setRepeating(isInPast)
    while place == start, !run.isEnding() { isInPast ? advanceInPast() : advance(to: .max) }
    run.setRepeating(false)
    frontier = max(frontier, position)
    purpose = .stop
  }

  /// Goes on in what has been, up to where the run has come before.
  private func repeatPast() {
    guard isInPast else { return }
    run.setRepeating(true)
    while motion != .held, isInPast {
      if motion.isFree, now < frontier.time {
        repeatRun(until: min(frontier.time, now + Self.stretch))
      } else {
        advanceInPast()
      }
      settle()
      if motion != .held && (run.isEnding() || isInterrupted()) { stop(.interrupt) }
    }
    run.setRepeating(false)
  }

  /// Runs the machine where it has not been: to `limit`, or to a stop.
  func runOn(until limit: Tick) {
    switch motion {
    case .held: return
    case .running, .waiting: chip.run(until: limit)
    case .stepping:
      repeat {
        advance(to: limit)
        finishStep()
      } while !motion.isFree && motion != .held && pending == nil && now < limit && run.host?.hasExited != true
    }
    frontier = max(frontier, position)
    settle()
  }

  /// The machine has gone on: stops where something asked for it.
  private func settle() {
    if motion != .held, let reason = pending {
      if reason == .step, case .waiting(let thread, let start, let range) = motion {
        pending = nil
        endWait()
        motion = .stepping(from: start ?? place, through: range, in: thread)
      } else {
        stop(reason)
      }
    }
    finishStep()
    keepIfDue()
  }

  /// A step ends before an instruction that is not the one at which it began.
  private func finishStep() {
    // The end of the program is told, not the end of a step.
    guard case .stepping(let start, let range, let thread) = motion, pending == nil, run.host?.hasExited != true else {
      return
    }
    let here = place
    guard here != start, isExecuting, cpu.isBeforeInstruction else { return }
    if let thread, waitForReturn(of: thread, from: start, through: range) { return }
    if range?.contains(here.programCounter) != true { stop(.step) }
  }

  /// The machine stands still from now on.
  func stop(_ reason: StopReason) {
    pending = nil
    motion = .held
    resumed = nil
    endWait()
    if !isInPast { frontier = position }
    if case .watchpoint = reason { repeating(goBackToAccess) }
    lastStop = reason
    stoppedAt = position
  }

  // MARK: Small pieces

  /// Executes one instruction, or one of the stages of an exception; asleep, on to the next alarm, or to `limit`.
  func advance(to limit: Tick) {
    if isExecuting { return chip.run(until: now + 1) }
    chip.run(until: min(limit, max(chip.nextActivity, now + 1)))
  }

  /// The same in what has been, with what came from outside then.
  func advanceInPast() {
    playDue()
    let next = eventsPlayed < history.events.count ? history.events[eventsPlayed].position.time : .max
    advance(to: min(frontier.time, max(next, now + 1)))
    playDue()
  }

  /// Repeats what has been, up to a time, or to a stop.
  func repeatRun(until time: Tick) {
    playDue()
    while now < time, pending == nil {
      guard eventsPlayed < history.events.count else {
        chip.run(until: time)
        return
      }
      let next = history.events[eventsPlayed].position
      if next.time > now {
        chip.run(until: min(time, next.time))
      } else {
        // A fault comes before it, and takes no time.
        pastFault()
      }
      playDue()
    }
  }

  /// To the end of a fault, or of the instruction.
  func pastFault() {
    stopsAtFaults = true
    chip.run(until: now + 1)
    stopsAtFaults = false
    playDue()
  }

  /// What came from outside up to here; what is due of it happens, and no instruction.
  func playDue() {
    let played = eventsPlayed
    while eventsPlayed < history.events.count, history.events[eventsPlayed].position <= position {
      eventsPlayed += 1
      run.repeatEvent(history.events[eventsPlayed - 1].what)
    }
    if eventsPlayed > played { chip.run(until: now) }
  }
}
