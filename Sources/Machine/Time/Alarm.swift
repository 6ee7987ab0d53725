/// One thing that will happen at a known time. A block owns its alarms and sets them when something will change; nobody
/// polls.
public final class Alarm {
  /// For messages and traces, such as `TIMER1.match`.
  public let name: String
  /// Ties between alarms of one time are broken by the order of construction, so runs and restored snapshots agree.
  let order: Int
  /// The place in the scheduler's heap; -1 while not set.
  var place = -1
  /// The time it is set for, while set.
  public internal(set) var deadline: Tick?
  /// Not counted: the scheduler outlives its alarms.
  private let scheduler: Unmanaged<Scheduler>
  private let action: (Tick) -> Void

  /// Makes an alarm that is not set. `action` receives the time that the alarm was set for, which the scheduler's
  /// `now` may have passed by the rest of an instruction.
  public init(_ name: String, on scheduler: Scheduler, action: @escaping (Tick) -> Void) {
    self.name = name
    self.scheduler = .passUnretained(scheduler)
    self.action = action
    order = scheduler.nextOrder()
  }

  /// Sets or moves the alarm. A time already past fires at the next opportunity.
  public func set(at time: Tick) {
    scheduler._withUnsafeGuaranteedRef { $0.set(self, at: time) }
  }

  /// Sets the alarm, or cancels it for `nil`.
  public func set(at time: Tick?) {
    if let time { set(at: time) } else { cancel() }
  }

  /// Takes the alarm back; does nothing where it is not set.
  public func cancel() {
    guard place >= 0 else { return }
    scheduler._withUnsafeGuaranteedRef { $0.cancel(self) }
  }

  func fire(_ deadline: Tick) { action(deadline) }
}
