/// Wakes the recovery about once a second and counts, by RTC1 from the low-frequency RC oscillator.
enum RecoveryClock {
  private static let second: UInt32 = 1024
  nonisolated(unsafe) private static var last: UInt32 = 0
  /// Seconds since the last `restart`.
  nonisolated(unsafe) private(set) static var seconds: UInt32 = 0

  static func start() {
    Clocks.startLowPowerRC()
    RTC1.start()
    last = RTC1.count
    RTC1.set(0, to: last &+ second)
  }

  static func restart() { seconds = 0 }

  /// Whether a second has passed that `update` has not counted.
  static var isDue: Bool { RTC1.since(last) >= second }

  static func update() {
    while isDue {
      last = RTC1.after(last, second)
      seconds &+= 1
      RTC1.set(0, to: last &+ second)
    }
  }
}
