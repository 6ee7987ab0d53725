import Blocks
import Machine

/// The clocks as CRG sets them; blocks read them and hear of changes.
///
/// A clock that is gated or stopped is `nil`. After a change each observer is called once; a block that counts edges
/// anchors its `EdgeCounter`s anew there, after bringing its state up to date with the clock it had before.
final class ClockTree: Snapshotting {
  /// Everything that the clocks depend on; CRG keeps it in step with its registers.
  struct Settings: Hashable, Codable {
    var systemSource = SystemClockSource.xtal16M
    /// SYS_CTRL.CLK32_SOURCE: the crystal.
    var isLowPowerCrystal = false
    /// CLK_RCX20K.RCX20K_SELECT: RCX in place of RC32K.
    var isRCXSelected = false
    var isRC32KEnabled = true
    var isRCXEnabled = false
    var isXTAL32KEnabled = false
    /// CLK_AMBA.HCLK_DIV.
    var hclkShift: UInt32 = 2
    /// CLK_AMBA.PCLK_DIV.
    var pclkShift: UInt32 = 2
    /// CLK_PER, all bits.
    var peripherals: UInt32 = 0
    /// The system clock is off in sleep; the low-power clock is not.
    var isSystemRunning = true
    /// How far the two crystals are off, in parts per million.
    var fastDrift: Int64 = 0
    var slowDrift: Int64 = 0
  }

  /// RC16M, and XTAL16M where it is exact.
  static let sixteenMegahertz = ClockRate(hertz: 16_000_000)
  static let rc32K = ClockRate(hertz: 32_000)
  /// A period of 89 us. Source: the vendor's SDK 5 expects 85 to 93 us.
  static let rcx = ClockRate(edges: 1, per: .microseconds(89))

  private(set) var settings = Settings()
  private var observers: [() -> Void] = []
  /// The clocks of the blocks that know no chip.
  private let inputs: [ClockInput]

  /// sys_clk; `nil` in sleep, or while it is the low-power clock and that stopped.
  private(set) var systemClock: ClockRate?
  /// The CPU and AHB clock.
  private(set) var hclk: ClockRate?
  /// The APB clock.
  private(set) var pclk: ClockRate?
  /// The low-power clock; runs in sleep; `nil` while its oscillator is off.
  private(set) var lowPower: ClockRate?
  /// The fast clock of the timers (CLK_PER.TMR_*).
  private(set) var timers: ClockRate?
  /// UART's (CLK_PER.UART1_ENABLE).
  let uart = ClockInput()
  /// UART2's (CLK_PER.UART2_ENABLE).
  let uart2 = ClockInput()
  /// SPI's (CLK_PER.SPI_*).
  let spi = ClockInput()
  /// I2C's (CLK_PER.I2C_ENABLE).
  let i2c = ClockInput()
  /// The quadrature decoder's (CLK_PER.QUAD_ENABLE): the system clock.
  let quadrature = ClockInput()
  /// Runs with the system domain: the watchdog's.
  let watchdog = ClockInput()
  /// The wake-up controller's: the low-power clock (CLK_PER.WAKEUPCT_ENABLE).
  let wakeup = ClockInput()

  init() {
    inputs = [watchdog, uart, uart2, spi, i2c, wakeup, quadrature]
    derive()
    for input in inputs { input.skipChange() }
  }

  /// Calls `action` after every change of any clock or gate.
  func onChange(_ action: @escaping () -> Void) { observers.append(action) }

  /// Changes settings; the observers hear of it where anything is different.
  func configure(_ change: (inout Settings) -> Void) {
    var next = settings
    change(&next)
    guard next != settings else { return }
    settings = next
    derive()
    for input in inputs { input.tellChange() }
    for observer in observers { observer() }
  }

  /// XTAL16M.
  var crystal16M: ClockRate { Self.crystal(16_000_000, off: settings.fastDrift) }

  /// XTAL32K.
  var crystal32K: ClockRate { Self.crystal(32_768, off: settings.slowDrift) }

  private static func crystal(_ hertz: UInt64, off: Int64) -> ClockRate {
    let off = min(max(off, -1_000), 1_000)
    guard off != 0 else { return ClockRate(hertz: hertz) }
    return ClockRate(edges: hertz * UInt64(1_000_000 + off), per: Tick.perSecond * 1_000_000)
  }

  private func derive() {
    lowPower = lowPowerRate
    systemClock = settings.isSystemRunning ? systemRate : nil
    hclk = systemClock?.divided(by: 1 << UInt64(settings.hclkShift & 3))
    pclk = hclk?.divided(by: 1 << UInt64(settings.pclkShift & 3))
    timers = isSet(3) ? systemClock?.divided(by: 1 << UInt64(settings.peripherals & 3)) : nil
    watchdog.set(settings.isSystemRunning ? Self.sixteenMegahertz : nil)
    uart.set(isSet(7) ? systemClock : nil)
    uart2.set(isSet(6) ? systemClock : nil)
    spi.set(isSet(11) ? systemClock?.divided(by: 1 << UInt64(settings.peripherals >> 8 & 3)) : nil)
    i2c.set(isSet(5) ? systemClock : nil)
    wakeup.set(isSet(4) ? lowPower : nil)
    quadrature.set(isSet(15) ? systemClock : nil)
  }

  private var systemRate: ClockRate? {
    switch settings.systemSource {
    case .rc16M: Self.sixteenMegahertz
    case .xtal16M: crystal16M
    case .lowPower: lowPower
    }
  }

  /// RC32K is taken at its nominal 32 kHz.
  private var lowPowerRate: ClockRate? {
    if settings.isLowPowerCrystal { return settings.isXTAL32KEnabled ? crystal32K : nil }
    if settings.isRCXSelected { return settings.isRCXEnabled ? Self.rcx : nil }
    return settings.isRC32KEnabled ? Self.rc32K : nil
  }

  /// Whether the low-power clock is RCX, by which drivers count other wake-up times.
  var isLowPowerRCX: Bool { !settings.isLowPowerCrystal && settings.isRCXSelected }

  private func isSet(_ bit: UInt32) -> Bool { settings.peripherals >> bit & 1 != 0 }

  // MARK: Snapshots

  /// The settings, from which all clocks follow.
  func saveState() -> Settings { settings }

  /// Takes over the settings without telling the observers.
  func restoreState(_ saved: Settings) {
    settings = saved
    derive()
    for input in inputs { input.skipChange() }
  }
}
