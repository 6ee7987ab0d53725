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
  static let starts = (0..<3).map {
    Register("PWM\($0 + 2)_START_CYCLE", at: 0x08 + 2 * UInt32($0), [Field("START_CYCLE", 13, 0)])
  }
  static let ends = (0..<3).map {
    Register("PWM\($0 + 2)_END_CYCLE", at: 0x0E + 2 * UInt32($0), [Field("END_CYCLE", 13, 0)])
  }
  static let frequency = Register("TRIPLE_PWM_FREQUENCY", at: 0x14, [Field("FREQ", 13, 0)])
  static let tripleControl = Register(
    "TRIPLE_PWM_CTRL_REG", at: 0x16, reset: 0x4, [isTripleOn, isTriplePaused, Field("HW_PAUSE_EN", 2)])
  static let breathConfiguration = Register(
    "BREATH_CFG_REG", at: 0x18, reset: 0x1FF, [Field("BRTH_DIV", 7, 0), Field("BRTH_STEP", 15, 8)])
  static let breathMost = Register("BREATH_DUTY_MAX_REG", at: 0x1A, reset: 0xA, [Field("BRTH_DUTY_MAX", 7, 0)])
  static let breathLeast = Register("BREATH_DUTY_MIN_REG", at: 0x1C, reset: 0x1, [Field("BRTH_DUTY_MIN", 7, 0)])
  static let breathControl = Register("BREATH_CTRL_REG", at: 0x1E, [Field("BRTH_EN", 0), Field("BRTH_PWM_POL", 1)])

  /// The registers, as the public list has them but for the two read-write ones.
  public static let registers =
    [control0, on0, reloadM, reloadN, frequency, tripleControl] + starts + ends + [
      breathConfiguration, breathMost, breathLeast, breathControl,
    ]
}
