import Machine

/// The registers of TIMER0 and of TIMER2's three outputs.
/// Source: the vendor's public register list.
extension Timers {
  static let isOnUndivided = Field("TIM0_CLK_DIV", 2)
  static let isTimer0Fast = Field("TIM0_CLK_SEL", 1)
  static let isTimer0On = Field("TIM0_CTRL", 0)
  static let isTriplePaused = Field("SW_PAUSE_EN", 1)
  static let isTripleOn = Field("TRIPLE_PWM_ENABLE", 0)

  static let control0 = Register(
    "TIMER0_CTRL_REG", at: 0x00, [Field("PWM_MODE", 3), isOnUndivided, isTimer0Fast, isTimer0On])
  static let on0 = Register("TIMER0_ON_REG", at: 0x02, [Field("TIM0_ON", 15, 0)])
  static let reloadM = Register("TIMER0_RELOAD_M_REG", at: 0x04, [Field("TIM0_M", 15, 0)])
  static let reloadN = Register("TIMER0_RELOAD_N_REG", at: 0x06, [.writeOnly("TIM0_N", 15, 0)])
  static let frequency = Register("TRIPLE_PWM_FREQUENCY", at: 0x0E, [Field("FREQ", 13, 0)])
  static let tripleControl = Register(
    "TRIPLE_PWM_CTRL_REG", at: 0x10, reset: 0x4, [Field("HW_PAUSE_EN", 2), isTriplePaused, isTripleOn])

  static let block = RegisterBlock(
    "TIMERS", at: 0x5000_3400, size: 0x100, "TIMER0 and TIMER2",
    [
      control0,
      on0,
      reloadM,
      reloadN,
      Register("PWM2_DUTY_CYCLE", at: 0x08, [Field("DUTY_CYCLE", 13, 0)]),
      Register("PWM3_DUTY_CYCLE", at: 0x0A, [Field("DUTY_CYCLE", 13, 0)]),
      Register("PWM4_DUTY_CYCLE", at: 0x0C, [Field("DUTY_CYCLE", 13, 0)]),
      frequency,
      tripleControl,
    ])
}
