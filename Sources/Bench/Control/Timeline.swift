import Machine
import Session

/// What it takes to go back in time: states of the machine, and what came from outside.
final class Timeline {
  /// A state of the machine.
  private struct Entry {
    let checkpoint: Checkpoint
    /// Bring back what stands beside the machine.
    let beside: [() -> Void]
    /// What its host has answered by then.
    let hostCalls: Int
    /// How many events had happened.
    let events: Int
    /// About what it takes of the host's memory, in bytes.
    let size: Int

    var time: Tick { checkpoint.now }
  }

  /// How long, by the host's clock, until another state is kept.
  private static let interval: Duration = .milliseconds(100)
  /// Virtual time at a stretch while something else may have to be looked at.
  private static let stretch: Tick = .seconds(UInt64(1))

  private let run: ControlledRun
  private let limit: Int
  /// By time. The first one stays.
  private var entries: [Entry] = []
  private var events: [(time: Tick, what: OutsideEvent)] = []
  private var named: [(name: String, entry: Entry)] = []
  private var size = 0
  private var kept = ContinuousClock.now
  /// Whether the machine repeats what it has done.
  private(set) var isRepeating = false

  /// Begins at the present; takes at most about so many bytes of the host's memory, beside what has a name.
  init(_ run: ControlledRun, limit: Int) {
    self.run = run
    self.limit = limit
    run.host?.keepsAnswers = true
    keep()
  }

  private var now: Tick { run.band.emulation.now }

  /// How far back one can go.
  var earliest: Tick { entries.first?.time ?? now }

  /// Something has come from outside.
  func note(_ event: OutsideEvent) { events.append((now, event)) }

  /// Keeps the present state where the last one is some time ago.
  func keepIfDue() { if .now - kept > Timeline.interval { keep() } }

  /// Keeps the present state.
  func keep() {
    kept = .now
    if let last = entries.last, last.time >= now, last.events == events.count { return }
    let entry = present
    entries.append(entry)
    size += entry.size
    if size > limit { thin() }
  }

  private var present: Entry {
    let checkpoint = run.band.emulation.checkpoint()
    return Entry(
      checkpoint: checkpoint, beside: run.keepBeside(), hostCalls: run.host?.answered ?? 0, events: events.count,
      size: checkpoint.size(beside: entries.last?.checkpoint))
  }

  /// The older a part is, the fewer states it keeps: every other one of its older half goes.
  private func thin() {
    let half = entries.count / 2
    guard half > 2 else { return }
    entries = entries.indices.filter { $0 == 0 || $0 > half || $0 % 2 == 0 }.map { entries[$0] }
    size = entries.reduce(0) { $0 + $1.size }
  }

  // MARK: Names

  /// The states that have a name, by time.
  var checkpoints: [(name: String, time: Tick)] { named.map { ($0.name, $0.entry.time) } }

  /// Gives the present state a name.
  func keep(as name: String) {
    named.removeAll { $0.name == name }
    named.append((name, present))
  }

  /// Lets go of a name; whether there was one.
  func forget(_ name: String) -> Bool {
    let count = named.count
    named.removeAll { $0.name == name }
    return named.count < count
  }

  // MARK: Going back

  /// Goes back to a time that is not before `earliest`, as if nothing had come behind it. `false` where somebody ended the run
  /// meanwhile.
  func goBack(to time: Tick) -> Bool {
    guard let entry = (entries + named.map(\.entry)).filter({ $0.time <= time }).max(by: { $0.time < $1.time }) else {
      return false
    }
    return goBack(to: entry, until: time)
  }

  /// Goes back to a state by its name; `false` where there is none.
  func goBack(to name: String) -> Bool {
    guard let entry = named.first(where: { $0.name == name })?.entry else { return false }
    return goBack(to: entry, until: entry.time)
  }

  private func goBack(to entry: Entry, until time: Tick) -> Bool {
    let emulation = run.band.emulation
    isRepeating = true
    run.setRepeating(true)
    for bringBack in entry.beside { bringBack() }
    emulation.restore(entry.checkpoint)
    run.host?.answered = entry.hostCalls
    var played = entry.events
    while !run.isEnding() {
      while played < events.count, events[played].time <= now, events[played].time <= time {
        run.repeatEvent(events[played].what)
        played += 1
      }
      guard now < time else { break }
      let next = played < events.count ? events[played].time : .max
      run.band.chip.run(until: min(time, next, now + Timeline.stretch))
    }
    run.setRepeating(false)
    isRepeating = false
    cut(events: played)
    run.host?.forgetAnswers()
    run.forgotten()
    kept = .now
    return !run.isEnding()
  }

  /// What comes behind the present has not been.
  private func cut(events count: Int) {
    events.removeLast(events.count - count)
    entries.removeAll { $0.time > now || $0.events > count }
    named.removeAll { $0.entry.time > now || $0.entry.events > count }
    size = entries.reduce(0) { $0 + $1.size }
  }
}
