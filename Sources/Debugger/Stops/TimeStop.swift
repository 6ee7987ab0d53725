import Machine
import Session

/// A time comes.
final class TimeStop: EventStop {
  private let time: Tick
  private let scheduler: Scheduler
  private var alarm: Alarm!

  init(_ text: String, time: Tick, on emulation: Emulation) {
    self.time = time
    scheduler = emulation.scheduler
    super.init(text)
    alarm = emulation.alarm("debugger.time") { [unowned self] _ in onHit("it is \(TimeText.describe(time))") }
    restored(wakeups: 0)
  }

  deinit { alarm.cancel() }

  override func restored(wakeups: UInt64) { alarm.set(at: time > scheduler.now ? time : nil) }
}
