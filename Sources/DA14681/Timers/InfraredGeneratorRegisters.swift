import Machine

/// The registers of the infrared generator.
/// Source: the vendor's public register list.
extension InfraredGenerator {
  static let isInterruptEnabled = Field("IR_IRQ_EN", 8)
  static let oneStartsWithSpace = Field("IR_LOGIC_ONE_FORMAT", 7)
  static let zeroStartsWithSpace = Field("IR_LOGIC_ZERO_FORMAT", 6)
  static let isInverted = Field("IR_INVERT_OUTPUT", 5)
  static let repeatsOtherCodes = Field("IR_REPEAT_TYPE", 4)
  static let isStarted = Field("IR_TX_START", 3)
  static let isEnabled = Field("IR_ENABLE", 2)
  static let emptiesRepeatCodes = Field.writeOnly("IR_REP_FIFO_RESET", 1)
  static let emptiesCodes = Field.writeOnly("IR_CODE_FIFO_RESET", 0)
  static let isBusy = Field.readOnly("IR_BUSY", 10)
  static let repeatWords = Field.readOnly("IR_REP_FIFO_WRDS", 9, 6)
  static let words = Field.readOnly("IR_CODE_FIFO_WRDS", 5, 0)

  static let carrierOn = Register("IR_FREQ_CARRIER_ON_REG", at: 0x00, reset: 0x1, [Field("IR_FREQ_CARRIER_ON", 9, 0)])
  static let carrierOff = Register(
    "IR_FREQ_CARRIER_OFF_REG", at: 0x02, reset: 0x1, [Field("IR_FREQ_CARRIER_OFF", 9, 0)])
  static let one = Register(
    "IR_LOGIC_ONE_TIME_REG", at: 0x04, reset: 0x101,
    [Field("IR_LOGIC_ONE_MARK", 15, 8), Field("IR_LOGIC_ONE_SPACE", 7, 0)])
  static let zero = Register(
    "IR_LOGIC_ZERO_TIME_REG", at: 0x06, reset: 0x101,
    [Field("IR_LOGIC_ZERO_MARK", 15, 8), Field("IR_LOGIC_ZERO_SPACE", 7, 0)])
  static let control = Register(
    "IR_CTRL_REG", at: 0x08,
    [
      isInterruptEnabled, oneStartsWithSpace, zeroStartsWithSpace, isInverted, repeatsOtherCodes, isStarted, isEnabled,
      emptiesRepeatCodes, emptiesCodes,
    ])
  static let status = Register("IR_STATUS_REG", at: 0x0A, [isBusy, repeatWords, words])
  static let repeatTime = Register("IR_REPEAT_TIME_REG", at: 0x0C, [Field("IR_REPEAT_TIME", 15, 0)])
  static let codes = Register("IR_MAIN_FIFO_REG", at: 0x0E, [.writeOnly("IR_CODE_FIFO_DATA", 15, 0)])
  static let repeatCodes = Register("IR_REPEAT_FIFO_REG", at: 0x10, [.writeOnly("IR_REPEAT_FIFO_DATA", 15, 0)])
  static let interruptStatus = Register("IR_IRQ_STATUS_REG", at: 0x12, [.readOnly("IR_IRQ_ACK", 0, onRead: .clear)])

  /// The block.
  static let block = RegisterBlock(
    "IR", at: 0x5000_1700, size: 0x100, "infrared generator",
    [carrierOn, carrierOff, one, zero, control, status, repeatTime, codes, repeatCodes, interruptStatus])
}
