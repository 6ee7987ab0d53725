import Machine

/// The registers of SPI controllers, `%s` being the name of one.
/// Source: the vendor's public register list; it has the data registers as write-only, but every driver reads the
/// received word there, so here they are read-write.
extension SPI {
  static let isOn = Field("SPI_ON", 0)
  static let clockDivider = Field("SPI_CLK", 4, 3)
  static let idleData = Field("SPI_DO", 5)
  static let isSlave = Field("SPI_SMN", 6)
  static let wordSize = Field("SPI_WORD", 8, 7)
  static let isReset = Field("SPI_RST", 9)
  static let forcesData = Field("SPI_FORCE_DO", 10)
  static let isTransmitFull = Field.readOnly("SPI_TXH", 11)
  static let inputLevel = Field.readOnly("SPI_DI", 12)
  static let interruptBit = Field.readOnly("SPI_INT_BIT", 13)
  static let isInterruptEnabled = Field("SPI_MINT", 14)
  static let drivesEnable = Field("SPI_EN_CTRL", 15)
  static let fifoMode = Field("SPI_FIFO_MODE", 1, 0)
  static let busy = Field.readOnly("SPI_BUSY", 3)
  static let ninthBit = Field("SPI_9BIT_VAL", 4)

  static let control = Register(
    "%s_CTRL_REG", at: 0x00,
    [
      isOn, Field("SPI_PHA", 1), Field("SPI_POL", 2), clockDivider, idleData, isSlave, wordSize, isReset, forcesData,
      isTransmitFull, inputLevel, interruptBit, isInterruptEnabled, drivesEnable,
    ])
  static let low = Register("%s_RX_TX_REG0", at: 0x02, [Field("SPI_DATA0", 15, 0, onRead: .modify)])
  static let high = Register("%s_RX_TX_REG1", at: 0x04, [Field("SPI_DATA1", 15, 0, onRead: .modify)])
  static let clearInterrupt = Register("%s_CLEAR_INT_REG", at: 0x06, [.writeOnly("SPI_CLEAR_INT", 15, 0)])
  static let control1 = Register(
    "%s_CTRL_REG1", at: 0x08, reset: 0x3, [fifoMode, Field("SPI_PRIORITY", 2), busy, ninthBit])

  /// Those of one controller.
  public static func registers(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "SPI controller",
      [control, low, high, clearInterrupt, control1].map { $0.instance(name) })
  }
}
