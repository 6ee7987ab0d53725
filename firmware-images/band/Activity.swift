/// The minute that runs, and the log in flash that it goes to when it ends. An entry is one program operation of eight
/// bytes at a wake-up that would come anyway.
enum Activity {
  nonisolated(unsafe) private(set) static var log = ActivityLog(FlashMap.activity)
  /// Entries that the flash did not take.
  nonisolated(unsafe) private(set) static var failures: UInt32 = 0

  /// Minutes since 2000-01-01T00:00.
  nonisolated(unsafe) private static var minute: UInt32 = 0
  /// When it ends, in seconds since 2000.
  nonisolated(unsafe) private static var end: UInt32 = 0
  nonisolated(unsafe) private static var stepsBefore: UInt32 = 0
  nonisolated(unsafe) private static var readingsBefore: UInt32 = 0

  /// Finds what is in the flash.
  static func open() {
    var flash = NORFlash()
    log.open(&flash)
  }

  /// The minute after the last one in the log, in seconds since 2000: no earlier can it be now. 0 without a log.
  static var earliestTime: UInt32 {
    guard let last = log.lastMinute, last < .max / 60 - 1 else { return 0 }
    return (last + 1) * 60
  }

  /// Begins the first minute.
  static func start() { begin() }

  private static func begin() {
    minute = Clock.seconds / 60
    end = (minute + 1) * 60
    stepsBefore = Statistic.steps.value
    readingsBefore = Statistic.heartReadings.value
  }

  /// Whether the minute has ended, or the clock was set.
  static var isDue: Bool { Clock.seconds >= end || end &- Clock.seconds > 60 }

  /// Writes the minute that has ended and begins the next.
  static func endMinute(movement: UInt8, percent: UInt32, isPlugged: Bool) {
    let hasReading = Statistic.heartReadings.value != readingsBefore
    let entry = ActivityEntry(
      minute: minute, steps: UInt8(truncatingIfNeeded: min(Statistic.steps.value &- stepsBefore, 255)),
      heartRate: hasReading ? UInt8(truncatingIfNeeded: min(Statistic.heartRate.value, 255)) : 0,
      movement: movement, percent: UInt8(truncatingIfNeeded: percent), isPlugged: isPlugged)
    begin()
    var flash = NORFlash()
    do throws(FlashError) { try log.append(entry, &flash) } catch { failures &+= 1 }
  }

  static func entry(_ number: UInt32) -> ActivityEntry? {
    var flash = NORFlash()
    return log.entry(number, &flash)
  }
}
