/// The band's time at 1,024 ticks a second, from the sleep timer, which is read by being stopped and is started again at once.
/// That loses half a cycle on average, which is given back.
enum Timebase {
  static let ticksPerSecond: UInt32 = 1024
  private static let longest: UInt32 = 60 * ticksPerSecond
  private static let halvesPerTick: UInt32 = 64

  /// Ticks since the start, modulo 2³²; compare differences only.
  nonisolated(unsafe) private(set) static var now: UInt32 = 0
  /// Whole seconds since the start.
  nonisolated(unsafe) private(set) static var uptime: UInt32 = 0
  /// Ticks of `now` that the chip has slept away.
  nonisolated(unsafe) static var slept: UInt32 = 0
  nonisolated(unsafe) private static var fraction: UInt32 = 0
  /// Halves of cycles that make no tick yet.
  nonisolated(unsafe) private static var halves: UInt32 = 0

  static func start() { SleepTimer.start(wakeAfter: nil) }

  static func stop() { _ = SleepTimer.stop() }

  /// Takes over what the timer has counted. Called at least once in nine hours.
  static func update() {
    count()
    SleepTimer.start(wakeAfter: nil)
  }

  private static func count() {
    halves &+= SleepTimer.stop() &* 2 &+ 1
    let passed = halves / halvesPerTick
    halves %= halvesPerTick
    now &+= passed
    fraction &+= passed
    while fraction >= ticksPerSecond {
      fraction &-= ticksPerSecond
      uptime &+= 1
    }
  }

  /// Has the timer wake the chip at `deadline`, or in a minute if that is sooner. False when the deadline has passed.
  static func setAlarm(_ deadline: Deadline) -> Bool {
    count()
    let ticks = min(deadline.ticksLeft ?? longest, longest)
    SleepTimer.start(wakeAfter: ticks > 0 ? (ticks &* halvesPerTick &- halves &+ 1) / 2 : nil)
    return ticks > 0
  }

  /// The chip is awake: what woke it may have been the timer. With interrupts off.
  static func woke() {
    update()
    Interrupt.sleepTimer.clearPending()
  }

  /// Sleeps for the short pauses that parts ask for. Interrupts are on.
  static func pause(milliseconds: UInt32) {
    update()
    var end = Deadline()
    end.set(inTicks: milliseconds &+ milliseconds / 32 &+ 2)
    while !end.isDue {
      cpu_interrupts_off()
      if setAlarm(end) { cpu_wait_for_interrupt() }
      woke()
      cpu_interrupts_on()
    }
  }
}
