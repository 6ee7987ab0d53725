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

  private static var passed: UInt32 { RTC1.count &- last & RTC1.mask }

  /// Whether a second has passed that `update` has not counted.
  static var isDue: Bool { passed >= second }

  static func update() {
    while isDue {
      last = last &+ second & RTC1.mask
      seconds &+= 1
      RTC1.set(0, to: last &+ second)
    }
  }
}
