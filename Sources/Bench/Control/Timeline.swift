import Machine
import Session

/// What it takes to go back in time: states of the machine, and what came from outside.
final class Timeline {
  /// Where a run is between two events: two states of one time differ by what came from outside.
  private struct Moment: Comparable {
    var time: Tick
    var events: Int

    static func < (one: Moment, other: Moment) -> Bool { (one.time, one.events) < (other.time, other.events) }
  }

  /// Counts what the run's host has answered.
  private typealias History = StateHistory<Moment, Int>

  /// How long, by the host's clock, until another state is kept.
  private static let interval: Duration = .milliseconds(100)
  /// Virtual time at a stretch while something else may have to be looked at.
  private static let stretch: Tick = .seconds(UInt64(1))

  private let run: ControlledRun
  private let history: History
  /// The same as a recording has it.
  let session: SessionHistory
  /// They stay, whatever the history lets go of.
  private var named: [(name: String, entry: History.Entry)] = []
  private var kept = ContinuousClock.now
  /// Whether the machine repeats what it has done.
  private(set) var isRepeating = false

  /// Begins at the present; takes at most about so many bytes of the host's memory, beside what has a name.
  init(_ run: ControlledRun, limit: Int) {
    self.run = run
    history = History(limit: limit)
    session = SessionHistory(run.band)
    run.host?.keepsAnswers = true
    keep()
  }

  private var now: Tick { run.band.emulation.now }

  /// How far back one can go.
  var earliest: Tick { history.entries.first?.position.time ?? now }

  /// Something has come from outside.
  func note(_ event: OutsideEvent) {
    history.add(History.Event(position: moment, what: event))
    session.note(event)
  }

  /// Keeps the present state where the last one is some time ago.
  func keepIfDue() { if .now - kept > Timeline.interval { keep() } }

  /// Keeps the present state.
  func keep() {
    kept = .now
    if history.entries.last?.position != moment { history.add(present) }
  }

  private var moment: Moment { Moment(time: now, events: history.events.count) }

  private var present: History.Entry {
    History.Entry(
      position: moment, checkpoint: run.band.emulation.checkpoint(), counters: run.host?.answered ?? 0,
      beside: run.keepBeside(), events: history.events.count)
  }

  // MARK: Names

  /// The states that have a name, by time.
  var checkpoints: [(name: String, time: Tick)] { named.map { ($0.name, $0.entry.position.time) } }

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
    let states = history.entries + named.map(\.entry)
    guard let entry = states.filter({ $0.position.time <= time }).max(by: { $0.position.time < $1.position.time })
    else {
      return false
    }
    return goBack(to: entry, until: time)
  }

  /// Goes back to a state by its name; `false` where there is none.
  func goBack(to name: String) -> Bool {
    guard let entry = named.first(where: { $0.name == name })?.entry else { return false }
    return goBack(to: entry, until: entry.position.time)
  }

  private func goBack(to entry: History.Entry, until time: Tick) -> Bool {
    let emulation = run.band.emulation
    isRepeating = true
    run.setRepeating(true)
    for bringBack in entry.beside { bringBack() }
    emulation.restore(entry.checkpoint)
    run.host?.answered = entry.counters
    let events = history.events
    var played = entry.events
    while !run.isEnding() {
      while played < events.count, events[played].position.time <= min(now, time) {
        run.repeatEvent(events[played].what)
        played += 1
      }
      guard now < time else { break }
      let next = played < events.count ? events[played].position.time : .max
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
    let present = Moment(time: now, events: count)
    history.cut(after: present, events: count)
    session.cut(to: count)
    named.removeAll { $0.entry.position > present }
  }
}
