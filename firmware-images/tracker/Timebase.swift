/// The band's time, from RTC1 at 1,024 ticks a second, which counts through every sleep. It wraps after four and a half hours;
/// the alarm never lies further away than a minute, so no wrap is missed.
enum Timebase {
  static let ticksPerSecond: UInt32 = 1024
  private static let longest: UInt32 = 60 * ticksPerSecond

  /// Ticks since the start, modulo 2³²; compare differences only.
  nonisolated(unsafe) private(set) static var now: UInt32 = 0
  /// Whole seconds since the start.
  nonisolated(unsafe) private(set) static var uptime: UInt32 = 0
  /// Ticks of `now` that the chip has slept away.
  nonisolated(unsafe) static var slept: UInt32 = 0
  nonisolated(unsafe) private static var fraction: UInt32 = 0
  nonisolated(unsafe) private static var lastCount: UInt32 = 0

  static func start() {
    RTC1.start()
    lastCount = RTC1.count
  }

  static func stop() { RTC1.stop() }

  /// Takes over what the counter has counted. Called at least once in four hours.
  static func update() {
    let passed = RTC1.since(lastCount)
    lastCount = RTC1.after(lastCount, passed)
    now &+= passed
    fraction &+= passed
    while fraction >= ticksPerSecond {
      fraction &-= ticksPerSecond
      uptime &+= 1
    }
  }

  /// Sets the interrupt for `deadline`, or for a minute from now if that is sooner. False when the deadline has passed,
  /// or comes so soon that the match could slip by.
  static func setAlarm(_ deadline: Deadline) -> Bool {
    update()
    var ticks = longest
    if let left = deadline.ticksLeft { ticks = min(ticks, left) }
    guard ticks >= 2 else { return false }
    RTC1.set(0, to: lastCount &+ ticks)
    return RTC1.since(lastCount) &+ 2 <= ticks
  }

  /// Sleeps for the short pauses that parts ask for. Interrupts are on.
  static func pause(milliseconds: UInt32) {
    let start = RTC1.count
    let ticks = milliseconds &+ milliseconds / 32 &+ 3
    RTC1.set(1, to: start &+ ticks)
    while true {
      cpu_interrupts_off()
      let isOver = RTC1.since(start) >= ticks
      if !isOver { cpu_wait_for_interrupt() }
      cpu_interrupts_on()
      if isOver { return }
    }
  }
}
