/// The watchdog: 2.6 s of 10.24 ms steps, off in deep sleep and started again by every wake-up. It bites with an NMI
/// first, which notes that it did.
enum Watchdog {
  private static var counter: Register { Register(0x5000_3100) }

  static func start() {
    Register(0x5000_3102).value = 0  // NMI first, reset sixteen steps later
    feed()
    Register(0x5000_3302).value = 1 << 3  // RESET_FREEZE: let it run
  }
  static func feed() { counter.value = 0xFF }
}

@_cdecl("watchdog_bite") func watchdogBite() {
  Retention.note(cause: .watchdog)
  Chip.restart()
}
