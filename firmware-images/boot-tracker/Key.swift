/// The touch key: held down while the band resets and for a second after it, it asks for serial recovery.
enum Key {
  private static let holdMicroseconds: UInt32 = 1_000_000
  private static let pad = Pin(7)
  private static var timer: Peripheral { Peripheral(8) }

  /// Whether it is; waits as long as it is touched. Pad and timer are as they were afterwards.
  static var isHeld: Bool {
    pad.input(.none)
    let isHeld = pad.isHigh && staysHigh()
    pad.disconnect()
    return isHeld
  }

  /// TIMER0 at 1 MHz, of 32 bits.
  private static func staysHigh() -> Bool {
    timer.register(0x508).value = 3
    timer.register(0x510).value = 4
    timer.trigger(0x00C)
    timer.trigger(0x000)
    var passed: UInt32 = 0
    while pad.isHigh && passed < holdMicroseconds {
      timer.trigger(0x040)
      passed = timer.register(0x540).value
      BootChip.feedWatchdog()
    }
    timer.trigger(0x004)
    timer.trigger(0x010)
    timer.register(0x508).value = 0
    return passed >= holdMicroseconds
  }
}
