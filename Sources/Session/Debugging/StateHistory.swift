import Machine

/// What it takes to go back: states of the machine at some positions of a run, and all that came from outside. `Counters` is what
/// goes back with the machine besides.
package final class StateHistory<Position: Comparable, Counters> {
  /// A state of the machine.
  package struct Entry {
    package let position: Position
    package let checkpoint: Checkpoint
    package let counters: Counters
    /// Bring back what stands beside the machine.
    package let beside: [() -> Void]
    /// How many of the events had happened.
    package let events: Int
    /// What it takes of the host's memory, in bytes, about, beside the states before it in a history.
    package fileprivate(set) var size = 0

    package init(
      position: Position, checkpoint: Checkpoint, counters: Counters, beside: [() -> Void], events: Int
    ) {
      self.position = position
      self.checkpoint = checkpoint
      self.counters = counters
      self.beside = beside
      self.events = events
    }
  }

  /// Something that came from outside.
  package struct Event {
    package let position: Position
    package let what: OutsideEvent

    package init(position: Position, what: OutsideEvent) {
      self.position = position
      self.what = what
    }
  }

  /// By rising position. The first one stays.
  package private(set) var entries: [Entry] = []
  package private(set) var events: [Event] = []
  private var size = 0
  private let limit: Int

  /// A history that takes at most about so many bytes of the host's memory.
  package init(limit: Int) { self.limit = limit }

  /// Adds a state, where there is none of its position.
  package func add(_ entry: Entry) {
    let place = entries.firstIndex { $0.position >= entry.position } ?? entries.count
    if place < entries.count, entries[place].position == entry.position { return }
    var entry = entry
    entry.size = entry.checkpoint.size(beside: place > 0 ? entries[place - 1].checkpoint : nil)
    entries.insert(entry, at: place)
    size += entry.size
    if size > limit { thin() }
  }

  /// The older a part of the history is, the fewer states it keeps: every other one of its older half goes.
  private func thin() {
    let half = entries.count / 2
    guard half > 2 else { return }
    let kept = entries.indices.filter { $0 == 0 || $0 > half || $0 % 2 == 0 }
    entries = kept.map { entries[$0] }
    size = entries.reduce(0) { $0 + $1.size }
  }

  /// Adds an event, which is the latest.
  package func add(_ event: Event) { events.append(event) }

  /// The latest state at a position or before it.
  package func entry(atOrBefore position: Position) -> Entry? { entries.last { $0.position <= position } }

  /// The states before a position, the latest first.
  package func entries(before position: Position) -> some Sequence<Entry> {
    entries.prefix { $0.position < position }.reversed()
  }

  /// Forgets what comes behind a position, up to which so many events have happened.
  package func cut(after position: Position, events count: Int) {
    entries.removeAll { $0.position > position }
    events.removeLast(events.count - min(count, events.count))
    size = entries.reduce(0) { $0 + $1.size }
  }
}
