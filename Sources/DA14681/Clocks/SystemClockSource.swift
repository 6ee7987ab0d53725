/// The source of the system clock; the raw values are CLK_CTRL.SYS_CLK_SEL's codes.
public enum SystemClockSource: UInt32, Codable, Sendable {
  /// The crystal, 16 or 32 MHz.
  case xtal16M = 0
  /// The RC oscillator, 16 MHz.
  case rc16M = 1
  /// The low-power clock.
  case lowPower = 2
  /// The PLL, 96 or 48 MHz.
  case pll = 3
}
