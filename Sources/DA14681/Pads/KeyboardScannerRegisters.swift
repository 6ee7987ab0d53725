import Machine

/// The registers of the keyboard scanner: a mode register for each pad, in the order of ports and bits, where port 2 has a gap
/// behind its five pads.
/// Source: the vendor's public register list.
extension KeyboardScanner {
  static let emptiesQueue = Field.writeOnly("KBSCN_RESET_FIFO", 14)
  static let clockDivider = Field("KBSCN_CLKDIV", 13, 12)
  static let stopsWhenInactive = Field("KBSCN_INACTIVE_EN", 11)
  static let inactiveScans = Field("KBSCN_INACTIVE_TIME", 10, 4)
  static let interruptsOnErrors = Field("KBSCN_IRQ_FIFO_MASK", 3)
  static let interruptsOnInactivity = Field("KBSCN_IRQ_INACTIVE_MASK", 2)
  static let interruptsOnMessages = Field("KBSCN_IRQ_MESSAGE_MASK", 1)
  static let isEnabled = Field("KBSCN_EN", 0)
  static let columnsLessOne = Field("KBSCN_MATRIX_COLUMN", 8, 4)
  static let rowsLessOne = Field("KBSCN_MATRIX_ROW", 3, 0)
  static let pressScans = Field("KBSCN_DEBOUNCE_PRESS_TIME", 11, 6)
  static let releaseScans = Field("KBSCN_DEBOUNCE_RELEASE_TIME", 5, 0)
  static let hasUnderflowed = Field.readOnly("KBSCN_FIFO_UNDERFL", 8)
  static let hasOverflowed = Field.readOnly("KBSCN_FIFO_OVERFL", 7)
  static let messageCount = Field.readOnly("KBSCN_NUM_MESSAGE", 6, 2)
  static let isInactive = Field.readOnly("KBSCN_INACTIVE_IRQ_STATUS", 1, onRead: .clear)
  static let hasMessages = Field.readOnly("KBSCN_MES_IRQ_STATUS", 0)
  static let isUsed = Field("KBSCN_GPIO_EN", 6)
  static let isRow = Field("KBSCN_ROW", 5)
  static let line = Field("KBSCN_MODE", 4, 0)

  static let control = Register(
    "KBSCN_CTRL_REG", at: 0x00,
    [
      emptiesQueue, clockDivider, stopsWhenInactive, inactiveScans, interruptsOnErrors, interruptsOnInactivity,
      interruptsOnMessages, isEnabled,
    ])
  static let rowTime = Register("KBSCN_CTRL2_REG", at: 0x02, [Field("KBSCN_ROW_ACTIVE_TIME", 15, 0)])
  static let size = Register("KBSCN_MATRIX_SIZE_REG", at: 0x04, [columnsLessOne, rowsLessOne])
  static let debounce = Register("KBSCN_DEBOUNCE_REG", at: 0x06, reset: 0x82, [pressScans, releaseScans])
  static let status = Register(
    "KBSCN_STATUS_REG", at: 0x08, [hasUnderflowed, hasOverflowed, messageCount, isInactive, hasMessages])
  static let message = Register(
    "KBSCN_MESSAGE_KEY_REG", at: 0x0A,
    [
      .readOnly("KBSCN_LAST_ENTRY", 10, onRead: .modify), .readOnly("KBSCN_KEY_STATE", 9, onRead: .modify),
      .readOnly("KBSCN_KEYID_COLUMN", 8, 4, onRead: .modify), .readOnly("KBSCN_KEYID_ROW", 3, 0, onRead: .modify),
    ])
  /// The mode of a pad; that of P0_0 is the first.
  static let mode = Register("KBSCN_P%s_MODE_REG", at: 0x0C, [isUsed, isRow, line])
  static func mode(of pin: Pin) -> Register {
    mode.instance("\(pin.port)\(pin.bit)", movedBy: UInt32(16 * pin.port + 2 * pin.bit))
  }

  /// The block.
  static let block = RegisterBlock(
    "KBSCAN", at: 0x5000_1600, size: 0x100, "keyboard scanner",
    [control, rowTime, size, debounce, status, message] + Pin.all.map(mode))
}
