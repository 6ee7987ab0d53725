/// The machine's one clock and its pending alarms.
public final class Scheduler {
  /// The present, in ticks since power-on.
  public private(set) var now: Tick = 0
  /// The time of the earliest alarm; `Tick.max` while none is set.
  public private(set) var nextDeadline: Tick = .max
  private var heap = AlarmHeap()
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
    while nextDeadline <= now, let alarm = heap.takeFirst() {
      let deadline = nextDeadline
      nextDeadline = heap.earliest
      alarm._withUnsafeGuaranteedRef { $0.fire(deadline) }
      alarm.release()
    }
  }

  /// For restoring a snapshot: sets the present, forward or back.
  public func restore(now: Tick) { self.now = now }

  func nextOrder() -> Int {
    created += 1
    return created
  }

  func set(_ alarm: Alarm, at time: Tick) {
    heap.set(alarm, at: time)
    nextDeadline = heap.earliest
  }

  func cancel(_ alarm: Alarm) {
    guard alarm.place >= 0 else { return }
    heap.remove(alarm)
    nextDeadline = heap.earliest
  }
}
