/// What firmware holds still through GPREG SET_FREEZE and RESET_FREEZE. The raw values are those registers' bits.
public struct Freeze: OptionSet, Codable, Sendable {
  /// The bits of SET_FREEZE.
  public let rawValue: UInt32

  /// A set from its bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The wake-up timer (the WAKEUP controller's debounce).
  public static let wakeup = Freeze(rawValue: 1 << 0)
  /// TIMER0.
  public static let timer0 = Freeze(rawValue: 1 << 1)
  /// The BLE timers.
  public static let ble = Freeze(rawValue: 1 << 2)
  /// The watchdog.
  public static let watchdog = Freeze(rawValue: 1 << 3)
  /// The USB controller.
  public static let usb = Freeze(rawValue: 1 << 4)
  /// DMA.
  public static let dma = Freeze(rawValue: 1 << 5)
  /// TIMER1.
  public static let timer1 = Freeze(rawValue: 1 << 6)
  /// TIMER2.
  public static let timer2 = Freeze(rawValue: 1 << 7)
}
