import Blocks
import Machine

/// The clocks as the clock registers set them. CRG_TOP and CRG_PER configure it; blocks read it and hear of changes.
///
/// A clock that is gated or stopped is `nil`. After a change each observer is called once; a block that counts edges
/// anchors its `EdgeCounter`s anew there, after bringing its state up to date with the clock it had before.
public final class ClockTree: Snapshotting {
  /// Everything that the clocks depend on; CRG_TOP and CRG_PER keep it in step with their registers.
  public struct Settings: Hashable, Codable, Sendable {
    /// CLK_CTRL.SYS_CLK_SEL.
    var systemSource = SystemClockSource.rc16M
    /// CLK_CTRL.CLK32K_SOURCE: 0 RC32K, 1 RCX, 2 XTAL32K, 3 an external square wave.
    var lowPowerSource: UInt32 = 0
    var isRC32KEnabled = true
    var isRCXEnabled = false
    var isXTAL32KEnabled = false
    /// CLK_CTRL.XTAL32M_MODE: the crystal is a 32 MHz one.
    var isXTAL32M = false
    /// CLK_CTRL.PLL_DIV2.
    var isPLLHalved = false
    /// CLK_AMBA.HCLK_DIV.
    var hclkShift: UInt32 = 2
    /// CLK_AMBA.PCLK_DIV.
    var pclkShift: UInt32 = 2
    /// CLK_AMBA.QSPI_DIV.
    var qspiShift: UInt32 = 0
    /// CLK_TMR, all bits.
    var timers: UInt32 = 0
    /// CLK_PER, all bits.
    var peripherals: UInt32 = 0
    /// CLK_AMBA, all bits.
    var amba: UInt32 = 0x22
    /// The system clock is off in extended sleep and hibernation; the low-power clock is not.
    var isSystemRunning = true
    /// `nil` for exact crystals.
    var drift: CrystalDrift?
  }

  /// RC16M, and XTAL16M where it is exact.
  public static let sixteenMegahertz = ClockRate(hertz: 16_000_000)
  private static let rc32K = ClockRate(hertz: 32_000)
  private static let rcx = ClockRate(hertz: 11_700)

  private(set) var settings = Settings()
  private var observers: [() -> Void] = []
  /// The clocks of the blocks that know no chip.
  private let inputs: [ClockInput]

  /// sys_clk, the clock of the "DIV1" selections; `nil` in sleep, or while it is the low-power clock and that stopped.
  public private(set) var systemClock: ClockRate?
  /// The CPU and AHB clock.
  public private(set) var hclk: ClockRate?
  /// The APB clock.
  public private(set) var pclk: ClockRate?
  /// The flash controller's clock, one edge a clock on the flash's wires: HCLK divided by CLK_AMBA.QSPI_DIV.
  public private(set) var qspi: ClockRate?
  /// The DIVN clock: 16 MHz from crystal, RC oscillator or PLL; the low-power clock where that is the system clock.
  public private(set) var divN: ClockRate?
  /// The low-power clock; runs in sleep; `nil` while its oscillator is off.
  public private(set) var lowPower: ClockRate?
  /// TIMER0's clock (CLK_TMR.TMR0_*).
  public private(set) var timer0: ClockRate?
  /// TIMER1's fast clock (CLK_TMR.TMR1_*), for TIMER1.CTRL.TIM1_SYS_CLK_EN = 1.
  public private(set) var timer1: ClockRate?
  /// TIMER2's clock (CLK_TMR.TMR2_*).
  public private(set) var timer2: ClockRate?
  /// The clock of UART and UART2 (CLK_PER.UART_ENABLE), always from DIVN.
  public let uart = ClockInput()
  /// The clock of SPI and SPI2 (CLK_PER.SPI_*).
  public let spi = ClockInput()
  /// The clock of I2C and I2C2 (CLK_PER.I2C_*).
  public let i2c = ClockInput()
  /// The GPADC's clock (CLK_PER.ADC_CLK_SEL).
  public private(set) var adc: ClockRate?

  /// The keyboard scanner's clock (CLK_PER.KBSCAN_*).
  public private(set) var keyboard: ClockRate?
  /// The infrared generator's clock (CLK_PER.IR_CLK_ENABLE), from DIVN.
  public private(set) var infrared: ClockRate?
  /// The quadrature decoder's clock (CLK_PER.QUAD_ENABLE), from the system clock.
  public let quadrature = ClockInput()
  /// Runs with the system domain: the watchdog's.
  public let watchdog = ClockInput()
  /// The wake-up controller's: the low-power clock (CLK_TMR.WAKEUPCT_ENABLE).
  public let wakeup = ClockInput()
  /// The breath controller's clock (CLK_TMR.BREATH_ENABLE), the system clock.
  public private(set) var breath: ClockRate?
  /// The AES and hash engine's clock (CLK_AMBA.AES_CLK_ENABLE), HCLK.
  public private(set) var crypto: ClockRate?
  /// The random number generator's clock (CLK_AMBA.TRNG_CLK_ENABLE), HCLK.
  public private(set) var random: ClockRate?

  init() {
    inputs = [watchdog, uart, spi, i2c, wakeup, quadrature]
    derive()
    for input in inputs { input.skipChange() }
  }

  /// The oscillator that the system clock comes from.
  public var systemSource: SystemClockSource { settings.systemSource }
  /// Whether the system domain has its clock: `false` in extended sleep and hibernation.
  public var isSystemRunning: Bool { settings.isSystemRunning }
  /// CLK_TMR.TMR1_ENABLE: TIMER1 runs at all.
  public var isTimer1Enabled: Bool { settings.timers & 1 << 6 != 0 }

  /// CLK_TMR.P06_TMR1_PWM_MODE: TIMER1's PWM is on P0_6, in sleep too.
  public var isTimer1PWMOnP06: Bool { settings.timers & 1 << 14 != 0 }

  /// The clock that GPIO_CLK_SEL's code leads to a pad: XTAL32K, RC32K, RCX; `nil` while it is off, and for the others.
  func slowOutput(_ code: UInt32) -> ClockRate? {
    switch code {
    case 0: settings.isXTAL32KEnabled ? crystal32K : nil
    case 1: settings.isRC32KEnabled ? Self.rc32K : nil
    case 2: settings.isRCXEnabled ? Self.rcx : nil
    default: nil
    }
  }

  /// Calls `action` after every change of any clock or gate.
  public func onChange(_ action: @escaping () -> Void) { observers.append(action) }

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

  /// How far the crystals are off. A change takes effect at once, like one of the registers.
  public var drift: CrystalDrift {
    get { settings.drift ?? CrystalDrift() }
    set { configure { $0.drift = newValue == CrystalDrift() ? nil : newValue } }
  }

  /// XTAL16M, which runs in DIVN too while the system clock comes from it.
  var crystal16M: ClockRate {
    settings.drift.map { CrystalDrift.rate(16_000_000, off: $0.xtal16M) } ?? Self.sixteenMegahertz
  }

  /// XTAL32K.
  var crystal32K: ClockRate { CrystalDrift.rate(32_768, off: settings.drift?.xtal32K ?? 0) }

  private func derive() {
    lowPower = lowPowerRate
    systemClock = settings.isSystemRunning ? systemRate : nil
    hclk = systemClock?.divided(by: 1 << UInt64(min(settings.hclkShift, 4)))
    pclk = hclk?.divided(by: 1 << UInt64(settings.pclkShift & 3))
    qspi = hclk?.divided(by: 1 << UInt64(settings.qspiShift & 3))
    divN = settings.isSystemRunning ? divNRate : nil
    timer0 = timerClock(lowest: 0)
    timer1 = timerClock(lowest: 4)
    timer2 = timerClock(lowest: 8)
    adc = isPeripheralSet(11) ? systemClock : divN
    keyboard = isPeripheralSet(5) ? (isPeripheralSet(10) ? systemClock : divN) : nil
    infrared = isPeripheralSet(4) ? divN : nil
    breath = settings.timers >> 12 & 1 != 0 ? systemClock : nil
    crypto = settings.amba >> 6 & 1 != 0 ? hclk : nil
    random = settings.amba >> 8 & 1 != 0 ? hclk : nil
    watchdog.set(settings.isSystemRunning ? Self.sixteenMegahertz : nil)
    uart.set(isPeripheralSet(0) ? divN : nil)
    spi.set(isPeripheralSet(1) ? (isPeripheralSet(8) ? systemClock : divN) : nil)
    i2c.set(isPeripheralSet(2) ? (isPeripheralSet(9) ? systemClock : divN) : nil)
    wakeup.set(settings.timers >> 13 & 1 != 0 ? lowPower : nil)
    quadrature.set(isPeripheralSet(3) ? systemClock : nil)
  }

  private var systemRate: ClockRate? {
    switch settings.systemSource {
    case .rc16M: Self.sixteenMegahertz
    case .xtal16M: settings.isXTAL32M ? crystal(32_000_000) : crystal16M
    case .pll: crystal(settings.isPLLHalved ? 48_000_000 : 96_000_000)
    case .lowPower: lowPower
    }
  }

  private func crystal(_ hertz: UInt64) -> ClockRate {
    CrystalDrift.rate(hertz, off: settings.drift?.xtal16M ?? 0)
  }

  private var divNRate: ClockRate? {
    switch settings.systemSource {
    case .rc16M: Self.sixteenMegahertz
    case .xtal16M, .pll: crystal16M
    case .lowPower: lowPower
    }
  }

  /// RC32K is taken at its nominal 32 kHz; RCX at 11.7 kHz.
  private var lowPowerRate: ClockRate? {
    switch settings.lowPowerSource & 3 {
    case 0: settings.isRC32KEnabled ? Self.rc32K : nil
    case 1: settings.isRCXEnabled ? Self.rcx : nil
    case 2: settings.isXTAL32KEnabled ? crystal32K : nil
    default: nil
    }
  }

  /// One timer's nibble of CLK_TMR: divider (1, 2, 4, 8), enable, source (1 = DIV1, 0 = DIVN).
  private func timerClock(lowest: UInt32) -> ClockRate? {
    let bits = settings.timers >> lowest
    guard bits & 4 != 0 else { return nil }
    return (bits & 8 != 0 ? systemClock : divN)?.divided(by: 1 << UInt64(bits & 3))
  }

  private func isPeripheralSet(_ bit: UInt32) -> Bool { settings.peripherals >> bit & 1 != 0 }

  // MARK: Snapshots

  /// The settings, from which all clocks follow.
  public func saveState() -> Settings { settings }

  /// Takes over the settings without telling the observers.
  public func restoreState(_ saved: Settings) {
    settings = saved
    derive()
    for input in inputs { input.skipChange() }
  }
}
