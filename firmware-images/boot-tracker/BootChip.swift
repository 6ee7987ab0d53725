/// What the bootloader asks of its chip: the nRF51822.
enum BootChip {
  typealias ClockSettings = Void

  /// After a reset it runs at 16 MHz, from the RC oscillator. The watchdog of the image that asked for the reset goes on, and
  /// hashing two images takes two seconds.
  static func runFast() { feedWatchdog() }
  /// The image finds the clock as it is.
  static func run(_ clocks: ClockSettings) { feedWatchdog() }

  static func feedWatchdog() { Watchdog.feed() }

  /// The UART wants the crystal.
  static func prepareRecovery() { Clocks.startCrystal() }
}

extension NORFlash {
  /// A reset ends what was under way.
  mutating func settle() {}
}
