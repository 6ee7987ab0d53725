import Machine
import Session

/// What it takes to go back: states of the machine at some positions, and all that came from outside.
final class History {
  /// A state of the machine.
  struct Entry {
    let position: Position
    let checkpoint: Checkpoint
    let counters: Counters
    /// Bring back what stands beside the machine.
    let beside: [() -> Void]
    /// How many of the events had happened.
    let events: Int
    /// What it takes of the host's memory, in bytes, about.
    let size: Int
  }

  /// Something that came from outside.
  struct Event {
    let position: Position
    let what: OutsideEvent
  }

  /// By rising position. The first one stays.
  private(set) var entries: [Entry] = []
  private(set) var events: [Event] = []
  private var size = 0
  private let limit: Int

  /// A history that takes at most about so many bytes of the host's memory.
  init(limit: Int) { self.limit = limit }

  /// Adds a state, where there is none of its position.
  func add(
    _ checkpoint: Checkpoint, at position: Position, _ counters: Counters, beside: [() -> Void], events: Int
  ) {
    let place = entries.firstIndex { $0.position >= position } ?? entries.count
    if place < entries.count, entries[place].position == position { return }
    let bytes = checkpoint.size(beside: place > 0 ? entries[place - 1].checkpoint : nil)
    let entry = Entry(
      position: position, checkpoint: checkpoint, counters: counters, beside: beside, events: events, size: bytes)
    entries.insert(entry, at: place)
    size += bytes
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
  func add(_ event: Event) { events.append(event) }

  /// The latest state at a position or before it.
  func entry(atOrBefore position: Position) -> Entry? { entries.last { $0.position <= position } }

  /// The states before a position, the latest first.
  func entries(before position: Position) -> some Sequence<Entry> {
    entries.prefix { $0.position < position }.reversed()
  }

  /// Forgets what comes behind a position, up to which so many events have happened.
  func cut(after position: Position, events count: Int) {
    entries.removeAll { $0.position > position }
    events.removeLast(events.count - min(count, events.count))
    size = entries.reduce(0) { $0 + $1.size }
  }
}
