/// The sleep timer of the Bluetooth core, the only counter of the chip that runs in every sleep: it counts the low-power clock
/// from when it is started until it is stopped, and can wake the chip on the way.
enum SleepTimer {
  private static var control: WideRegister { WideRegister(0x4000_0030) }
  private static var time: WideRegister { WideRegister(0x4000_0034) }
  private static var duration: WideRegister { WideRegister(0x4000_0038) }
  private static var preset: WideRegister { WideRegister(0x4000_003C) }

  private static let sleepOn: UInt32 = 1 << 2
  private static let wakeNow: UInt32 = 1 << 4
  private static let isAsleep: UInt32 = 1 << 15
  /// The request to wake comes so many cycles before the timer would end, so that the chip, which takes 21 of them to wake, is
  /// there in time to stop it: then it has counted everything.
  private static let lead: UInt32 = 2047
  /// Without a wake-up: 18 hours.
  private static let endless: UInt32 = 0x7FFF_FFFF

  /// Counts from 0, and asks to wake after `cycles`; with nil not at all.
  static func start(wakeAfter cycles: UInt32?) {
    preset.value = cycles == nil ? 0 : lead << 10
    time.value = cycles.map { $0 &+ lead } ?? endless
    control.value = sleepOn
  }

  /// Stops it; returns the cycles since it was started.
  static func stop() -> UInt32 {
    if control.value & isAsleep != 0 { control.value = wakeNow }
    return duration.value
  }
}
