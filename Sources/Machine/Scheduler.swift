/// The machine's one clock and its pending alarms.
public final class Scheduler {
  /// The present, in ticks since power-on.
  public private(set) var now: Tick = 0
  /// The time of the earliest alarm; `Tick.max` while none is set.
  public private(set) var nextDeadline: Tick = .max
  private var heap: [Alarm] = []
  private var created = 0

  /// A clock at tick 0 without alarms.
  public init() {}

  /// Moves the present forward, without firing anything. An earlier time is ignored: time never runs backwards.
  @inline(__always)
  public func advance(to time: Tick) {
    if time > now { now = time }
  }

  /// Fires every alarm that is due, earliest first; alarms that these set and that are due fire too.
  public func fireDue() {
    while nextDeadline <= now, let alarm = heap.first {
      let deadline = nextDeadline
      remove(alarm)
      alarm.fire(deadline)
    }
  }

  /// For restoring a snapshot: sets the present, forward or back.
  public func restore(now: Tick) { self.now = now }

  func nextOrder() -> Int {
    created += 1
    return created
  }

  func set(_ alarm: Alarm, at time: Tick) {
    if alarm.place < 0 {
      alarm.place = heap.count
      alarm.deadline = time
      heap.append(alarm)
      siftUp(alarm.place)
    } else {
      alarm.deadline = time
      siftUp(alarm.place)
      siftDown(alarm.place)
    }
    nextDeadline = heap[0].deadline ?? .max
  }

  func cancel(_ alarm: Alarm) {
    if alarm.place >= 0 { remove(alarm) }
  }

  private func remove(_ alarm: Alarm) {
    let place = alarm.place
    let last = heap.removeLast()
    if last !== alarm {
      heap[place] = last
      last.place = place
      siftUp(place)
      siftDown(last.place)
    }
    alarm.place = -1
    alarm.deadline = nil
    nextDeadline = heap.first?.deadline ?? .max
  }

  private func precedes(_ a: Alarm, _ b: Alarm) -> Bool {
    let (x, y) = (a.deadline ?? .max, b.deadline ?? .max)
    return x == y ? a.order < b.order : x < y
  }

  private func siftUp(_ start: Int) {
    var place = start
    while place > 0, precedes(heap[place], heap[(place - 1) / 2]) {
      exchange(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private func siftDown(_ start: Int) {
    var place = start
    while true {
      var least = place
      let (left, right) = (2 * place + 1, 2 * place + 2)
      if left < heap.count, precedes(heap[left], heap[least]) { least = left }
      if right < heap.count, precedes(heap[right], heap[least]) { least = right }
      if least == place { return }
      exchange(place, least)
      place = least
    }
  }

  private func exchange(_ a: Int, _ b: Int) {
    heap.swapAt(a, b)
    heap[a].place = a
    heap[b].place = b
  }
}
