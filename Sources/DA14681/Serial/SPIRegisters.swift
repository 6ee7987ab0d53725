import Machine

/// The registers of both SPI controllers.
extension SPI {
  static let isOn = Field("SPI_ON", 0)
  static let clockDivider = Field("SPI_CLK", 4, 3)
  static let idleData = Field("SPI_DO", 5)
  static let isSlave = Field("SPI_SMN", 6)
  static let wordSize = Field("SPI_WORD", 8, 7)
  static let isReset = Field("SPI_RST", 9)
  static let forcesData = Field("SPI_FORCE_DO", 10)
  static let isInterruptEnabled = Field("SPI_MINT", 14)
  static let drivesEnable = Field("SPI_EN_CTRL", 15)
  static let fifoMode = Field("SPI_FIFO_MODE", 1, 0)
  static let ninthBit = Field("SPI_9BIT_VAL", 4)

  enum At {
    static let control: UInt32 = 0x00
    static let low: UInt32 = 0x02
    static let high: UInt32 = 0x04
    static let clearInterrupt: UInt32 = 0x06
    static let control1: UInt32 = 0x08
  }

  /// SPI's registers.
  public static let registers = registers(named: "SPI")
  /// SPI2's registers.
  public static let registers2 = registers(named: "SPI2")

  /// The public list has the data registers as write-only; every driver reads the received word there, so here they are
  /// read-write.
  private static func registers(named name: String) -> [Register] {
    [
      Register(
        "\(name)_CTRL_REG", at: At.control,
        [
          isOn, Field("SPI_PHA", 1), Field("SPI_POL", 2), clockDivider, idleData, isSlave, wordSize, isReset,
          forcesData, .readOnly("SPI_TXH", 11), .readOnly("SPI_DI", 12), .readOnly("SPI_INT_BIT", 13),
          isInterruptEnabled, drivesEnable,
        ]),
      Register("\(name)_RX_TX_REG0", at: At.low, [Field("SPI_DATA0", 15, 0)]),
      Register("\(name)_RX_TX_REG1", at: At.high, [Field("SPI_DATA1", 15, 0)]),
      Register("\(name)_CLEAR_INT_REG", at: At.clearInterrupt, [.writeOnly("SPI_CLEAR_INT", 15, 0)]),
      Register(
        "\(name)_CTRL_REG1", at: At.control1, reset: 0x3,
        [fifoMode, Field("SPI_PRIORITY", 2), .readOnly("SPI_BUSY", 3), ninthBit]),
    ]
  }
}
