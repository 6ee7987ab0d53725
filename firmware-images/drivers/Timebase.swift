/// The band's time, from TIMER1 on the 32,768 Hz crystal, which counts through every sleep. With the prescaler at 32 it
/// ticks 1024 times a second and wraps after 64 s; the alarm never lies further away than a minute, so no wrap is missed.
enum Timebase {
  static let ticksPerSecond: UInt32 = 1024
  private static let longest: UInt32 = 60 * ticksPerSecond

  private static var control: Register { Register(0x5000_0200) }
  private static var counter: Register { Register(0x5000_0202) }
  private static var reload: Register { Register(0x5000_020A) }
  private static var prescaler: Register { Register(0x5000_020E) }

  /// Ticks since the start, modulo 2³²; compare differences only.
  nonisolated(unsafe) private(set) static var now: UInt32 = 0
  /// Whole seconds since the start.
  nonisolated(unsafe) private(set) static var uptime: UInt32 = 0
  /// Ticks of `now` that the chip has slept away.
  nonisolated(unsafe) static var slept: UInt32 = 0
  nonisolated(unsafe) private static var fraction: UInt32 = 0
  nonisolated(unsafe) private static var lastCount: UInt16 = 0

  static func start() {
    Clocks.timers.set(1 << 6)
    control.value = 0
    prescaler.value = 31
    reload.value = 0
    control.value = 1 | 1 << 5 | 1 << 6  // on, interrupt on the match, free running
    lastCount = counter.value
    Interrupt.timer1.enable()
  }

  /// The timer stands still and wakes nobody.
  static func stop() {
    Interrupt.timer1.disable()
    control.value = 0
  }

  /// Takes over what the timer has counted. Called at least once a minute.
  static func update() {
    let count = counter.value
    let passed = UInt32(count &- lastCount)
    lastCount = count
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
    reload.value = lastCount &+ UInt16(truncatingIfNeeded: ticks)
    return UInt32(counter.value &- lastCount) < ticks
  }

  /// Waits without sleeping, for the short pauses that parts ask for.
  static func pause(milliseconds: UInt32) {
    let start = counter.value
    let ticks = UInt16(truncatingIfNeeded: milliseconds &+ milliseconds / 32 &+ 2)
    while counter.value &- start < ticks {}
  }
}

@_cdecl("timer1_interrupt") func timer1Interrupt() {}
