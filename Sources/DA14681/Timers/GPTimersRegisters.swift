import Machine

/// The registers of TIMER0, of TIMER2's three outputs and of the breath controller.
extension GPTimers {
  static let isTimer0On = Field("TIM0_CTRL", 0)
  static let isTimer0Fast = Field("TIM0_CLK_SEL", 1)
  static let isOnUndivided = Field("TIM0_CLK_DIV", 2)
  static let isTripleOn = Field("TRIPLE_PWM_ENABLE", 0)
  static let isTriplePaused = Field("SW_PAUSE_EN", 1)

  static let control0 = Register(
    "TIMER0_CTRL_REG", at: 0x00, [isTimer0On, isTimer0Fast, isOnUndivided, Field("PWM_MODE", 3)])
  /// The public list has this and the next register as write-only; the public driver reads the two counters there, so
  /// here they are read-write.
  static let on0 = Register("TIMER0_ON_REG", at: 0x02, [Field("TIM0_ON", 15, 0)])
  static let reloadM = Register("TIMER0_RELOAD_M_REG", at: 0x04, [Field("TIM0_M", 15, 0)])
  static let reloadN = Register("TIMER0_RELOAD_N_REG", at: 0x06, [.writeOnly("TIM0_N", 15, 0)])
  /// Of the three outputs, PWM2 ... PWM4.
  static let starts = RegisterArray(
    Register("PWM%s_START_CYCLE", at: 0x08, [Field("START_CYCLE", 13, 0)]), count: 3, every: 2)
  static let ends = RegisterArray(
    Register("PWM%s_END_CYCLE", at: 0x0E, [Field("END_CYCLE", 13, 0)]), count: 3, every: 2)
  static let frequency = Register("TRIPLE_PWM_FREQUENCY", at: 0x14, [Field("FREQ", 13, 0)])
  static let tripleControl = Register(
    "TRIPLE_PWM_CTRL_REG", at: 0x16, reset: 0x4, [isTripleOn, isTriplePaused, Field("HW_PAUSE_EN", 2)])
  static let breathConfiguration = Register(
    "BREATH_CFG_REG", at: 0x18, reset: 0x1FF, [Field("BRTH_DIV", 7, 0), Field("BRTH_STEP", 15, 8)])
  static let breathMost = Register("BREATH_DUTY_MAX_REG", at: 0x1A, reset: 0xA, [Field("BRTH_DUTY_MAX", 7, 0)])
  static let breathLeast = Register("BREATH_DUTY_MIN_REG", at: 0x1C, reset: 0x1, [Field("BRTH_DUTY_MIN", 7, 0)])
  static let breathControl = Register("BREATH_CTRL_REG", at: 0x1E, [Field("BRTH_EN", 0), Field("BRTH_PWM_POL", 1)])

  /// The registers, as the public list has them but for the two read-write ones.
  public static let block = RegisterBlock(
    "GP_TIMERS", at: 0x5000_3400, size: 0x100, "TIMER0, TIMER2 and breath PWM",
    [
      control0, on0, reloadM, reloadN, frequency, tripleControl, breathConfiguration, breathMost, breathLeast,
      breathControl,
    ] + [starts, ends].flatMap { $0.registers(named: ["2", "3", "4"]) })
}
