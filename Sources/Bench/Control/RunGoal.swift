import Machine
import Session

/// How far a run that somebody asked for goes.
final class RunGoal {
  /// What it goes on until.
  enum End {
    /// The time alone.
    case time
    /// A sentence is so, looked at every so many ticks.
    case condition(any RunCondition, every: Tick)
    /// The processor begins to run.
    case wakeup
    /// The band has sent a text.
    case console([UInt8])
    /// The band has answered an SMP request.
    case answer
  }

  let end: End
  /// Where it begins.
  let begin: Tick
  /// Where it ends in any case.
  let limit: Tick
  let speed: Speed?
  /// Who waits for it.
  let call: Desk.Call
  /// When the condition is looked at next.
  var nextLook: Tick
  /// What was asked for is so.
  var isMet = false
  /// What was found, for people.
  var found = ""

  init(_ end: End, from now: Tick, limit: Tick, speed: Speed?, call: Desk.Call) {
    self.end = end
    begin = now
    self.limit = limit
    self.speed = speed
    self.call = call
    nextLook = now
  }

  /// Where the machine stops to look.
  var next: Tick {
    if case .condition = end { return min(nextLook, limit) }
    return limit
  }

  /// Looks at a condition that is due. `activity` is when anything happens in the machine next.
  func look(at now: Tick, activity: Tick) {
    guard case .condition(let condition, let every) = end, !isMet, nextLook <= now || limit <= now else { return }
    let verdict = condition.judge()
    isMet = verdict.isMet
    found = verdict.found
    // In sleep nothing changes but averages and the cell: once a second does for them.
    let skipped = min(activity > now ? activity - now : 0, .perSecond) / every
    while nextLook <= now { nextLook += every }
    nextLook += skipped * every
  }
}
