/// Wakes the recovery about once a second and counts, from whatever low-power clock runs after the reset (32 kHz or so).
enum RecoveryClock {
  private static var control: Register { Register(0x5000_0200) }
  private static var counter: Register { Register(0x5000_0202) }
  private static var reload: Register { Register(0x5000_020A) }
  private static var prescaler: Register { Register(0x5000_020E) }
  private static let second: UInt16 = 1024
  nonisolated(unsafe) private static var last: UInt16 = 0
  /// Seconds since the last `restart`.
  nonisolated(unsafe) private(set) static var seconds: UInt32 = 0

  static func start() {
    Clocks.timers.set(1 << 6)
    control.value = 0
    prescaler.value = 31
    last = counter.value
    reload.value = last &+ second
    control.value = 1 | 1 << 5 | 1 << 6  // on, interrupt on the match, free running
    Interrupt.timer1.enable()
  }

  static func restart() { seconds = 0 }

  /// Whether a second has passed that `update` has not counted.
  static var isDue: Bool { counter.value &- last >= second }

  static func update() {
    while isDue {
      last = last &+ second
      seconds &+= 1
      reload.value = last &+ second
    }
  }
}

@_cdecl("timer1_interrupt") func timer1Interrupt() {}
