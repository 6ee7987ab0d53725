/// The part of the chip whose supply a block hangs on.
///
/// Sources: the PMU_CTRL and SYS_STAT fields of the public register list name the switched domains; which block lies in
/// which is chosen here so that what public drivers do around sleep works.
public enum PowerDomain: String, Codable, CaseIterable, Sendable {
  /// Never off: CRG_TOP, WAKEUP, TIMER1, the charger and fuel gauge.
  case alwaysOn
  /// Off in extended sleep and hibernation: CPU, buses, GPIO registers (the pads themselves are latched), DMA, TIMER0,
  /// TIMER2, WDOG, GPREG, QSPIC, OTPC, cache.
  case system
  /// Off while PMU_CTRL.PERIPH_SLEEP, and in sleep: UART, SPI, I2C, GPADC, CRG_PER, the scanners.
  case peripheral
  /// Off while PMU_CTRL.RADIO_SLEEP, and in sleep.
  case radio
}
