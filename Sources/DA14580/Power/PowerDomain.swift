/// The part of the chip whose supply a block hangs on.
///
/// Sources: the data sheet's power domains and the fields of PMU_CTRL and SYS_STAT; which block lies in which is chosen here so
/// that what public drivers do around sleep works.
enum PowerDomain: String, Codable, CaseIterable {
  /// Never off: CRG, the converter, GPREG, the wake-up controller, the quadrature decoder, the timer of the Bluetooth core.
  case alwaysOn
  /// Off in sleep: CPU, buses, GPIO registers (the pads themselves are latched), timers, watchdog, OTP controller.
  case system
  /// Off while PMU_CTRL.PERIPH_SLEEP, and in sleep: UARTs, SPI, I2C, ADC, the pads' interrupts, the clock calibration.
  case peripheral
  /// Off while PMU_CTRL.RADIO_SLEEP, and in sleep. Nothing that is modelled hangs on it.
  case radio
}
