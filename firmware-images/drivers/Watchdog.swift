/// The watchdog: 2.6 s of 10.24 ms steps, off in deep sleep and started again by every wake-up. It bites with an NMI, the
/// image's `watchdog_bite`, and resets the chip sixteen steps later.
enum Watchdog {
  private static var counter: Register { Register(0x5000_3100) }
  /// The freeze bit of the watchdog.
  private static let bit: UInt16 = 1 << 3

  static func start() {
    Register(0x5000_3102).value = 0  // NMI first, reset sixteen steps later
    feed()
    Register(0x5000_3302).value = bit  // RESET_FREEZE: let it run
  }

  static func feed() { counter.value = 0xFF }

  /// Lets it stand still until the next reset or deep sleep: for images that nobody feeds it in.
  static func freeze() { Register(0x5000_3300).value = bit }
}
