/// What firmware holds still through GPREG SET_FREEZE and RESET_FREEZE. The raw values are those registers' bits.
struct Freeze: OptionSet, Codable {
  /// The bits of SET_FREEZE.
  let rawValue: UInt32

  /// The debounce of the wake-up controller.
  static let wakeup = Freeze(rawValue: 1 << 0)
  /// TIMER0 and TIMER2.
  static let timers = Freeze(rawValue: 1 << 1)
  /// The timers of the Bluetooth core.
  static let ble = Freeze(rawValue: 1 << 2)
  /// The watchdog.
  static let watchdog = Freeze(rawValue: 1 << 3)
}
