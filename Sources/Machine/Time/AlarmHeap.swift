/// The alarms that are set, as a binary heap by deadline, then by order of construction.
///
/// An entry carries its keys, so that comparing does not touch the alarms, and holds its alarm by one retain from `set`
/// until it is taken out, so that moving entries counts no references.
struct AlarmHeap: ~Copyable {
  private struct Entry {
    var deadline: Tick
    var order: Int
    var alarm: Unmanaged<Alarm>

    @inline(__always)
    func precedes(_ other: Entry) -> Bool {
      deadline == other.deadline ? order < other.order : deadline < other.deadline
    }
  }

  private var entries: UnsafeMutablePointer<Entry> = .allocate(capacity: 64)
  private var capacity = 64
  private var count = 0

  deinit {
    for place in 0..<count { entries[place].alarm.release() }
    entries.deallocate()
  }

  /// Takes out the earliest alarm, with the reference that held it: its last one, where nobody else keeps it.
  mutating func takeFirst() -> Unmanaged<Alarm>? {
    guard count > 0 else { return nil }
    return entries[0].alarm._withUnsafeGuaranteedRef { take($0) }
  }

  /// Its deadline; `Tick.max` where no alarm is set.
  var earliest: Tick { count > 0 ? entries[0].deadline : .max }

  /// Adds or moves an alarm.
  mutating func set(_ alarm: Alarm, at time: Tick) {
    alarm.deadline = time
    let place = alarm.place
    if place >= 0 {
      var entry = entries[place]
      entry.deadline = time
      sift(entry, from: place)
      return
    }
    if count == capacity { grow() }
    count += 1
    siftUp(Entry(deadline: time, order: alarm.order, alarm: .passRetained(alarm)), from: count - 1)
  }

  /// Takes out an alarm that is set.
  mutating func remove(_ alarm: Alarm) { take(alarm).release() }

  private mutating func take(_ alarm: Alarm) -> Unmanaged<Alarm> {
    let place = alarm.place
    let held = entries[place].alarm
    count -= 1
    if place < count { sift(entries[count], from: place) }
    alarm.place = -1
    alarm.deadline = nil
    return held
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }

  private func sift(_ entry: Entry, from start: Int) {
    if start > 0 && entry.precedes(entries[(start - 1) / 2]) {
      siftUp(entry, from: start)
    } else {
      siftDown(entry, from: start)
    }
  }

  private func siftUp(_ entry: Entry, from start: Int) {
    var place = start
    while place > 0 {
      let parent = (place - 1) / 2
      guard entry.precedes(entries[parent]) else { break }
      put(entries[parent], at: place)
      place = parent
    }
    put(entry, at: place)
  }

  private func siftDown(_ entry: Entry, from start: Int) {
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < count else { break }
      if child + 1 < count && entries[child + 1].precedes(entries[child]) { child += 1 }
      guard entries[child].precedes(entry) else { break }
      put(entries[child], at: place)
      place = child
    }
    put(entry, at: place)
  }

  @inline(__always)
  private func put(_ entry: Entry, at place: Int) {
    entries[place] = entry
    entry.alarm._withUnsafeGuaranteedRef { $0.place = place }
  }
}
