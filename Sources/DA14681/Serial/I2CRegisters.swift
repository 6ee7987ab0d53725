import Machine

/// The registers of both I2C controllers.
extension I2C {
  enum At {
    static let control: UInt32 = 0x00
    static let target: UInt32 = 0x04
    static let slaveAddress: UInt32 = 0x08
    static let dataCommand: UInt32 = 0x10
    static let standardHigh: UInt32 = 0x14
    static let standardLow: UInt32 = 0x18
    static let fastHigh: UInt32 = 0x1C
    static let fastLow: UInt32 = 0x20
    static let interruptStatus: UInt32 = 0x2C
    static let interruptMask: UInt32 = 0x30
    static let rawInterruptStatus: UInt32 = 0x34
    static let receiveThreshold: UInt32 = 0x38
    static let transmitThreshold: UInt32 = 0x3C
    static let clearAll: UInt32 = 0x40
    static let clearOne: ClosedRange<UInt32> = 0x44...0x68
    static let enable: UInt32 = 0x6C
    static let status: UInt32 = 0x70
    static let transmitLevel: UInt32 = 0x74
    static let receiveLevel: UInt32 = 0x78
    static let abortSource: UInt32 = 0x80
    static let dmaControl: UInt32 = 0x88
    static let dmaTransmitLevel: UInt32 = 0x8C
    static let dmaReceiveLevel: UInt32 = 0x90
    static let generalCall: UInt32 = 0x98
    static let enableStatus: UInt32 = 0x9C
    static let spikeLength: UInt32 = 0xA0
  }

  /// The interrupt sources, by bit of RAW_INTR_STAT.
  static let sources = [
    "RX_UNDER", "RX_OVER", "RX_FULL", "TX_OVER", "TX_EMPTY", "RD_REQ", "TX_ABRT", "RX_DONE", "ACTIVITY", "STOP_DET",
    "START_DET", "GEN_CALL",
  ]

  /// What ends a transfer early, by bit of TX_ABRT_SOURCE.
  private static let abortSources = [
    "ABRT_7B_ADDR_NOACK", "ABRT_10ADDR1_NOACK", "ABRT_10ADDR2_NOACK", "ABRT_TXDATA_NOACK", "ABRT_GCALL_NOACK",
    "ABRT_GCALL_READ", "ABRT_HS_ACKDET", "ABRT_SBYTE_ACKDET", "ABRT_HS_NORSTRT", "ABRT_SBYTE_NORSTRT",
    "ABRT_10B_RD_NORSTRT", "ABRT_MASTER_DIS", "ARB_LOST", "ABRT_SLVFLUSH_TXFIFO", "ABRT_SLV_ARBLOST",
    "ABRT_SLVRD_INTX",
  ]

  /// I2C's registers.
  public static let registers = registers(named: "I2C")
  /// I2C2's registers.
  public static let registers2 = registers(named: "I2C2")

  private static func registers(named name: String) -> [Register] {
    controlRegisters(name) + interruptRegisters(name) + statusRegisters(name) + slaveRegisters(name)
      + componentRegisters(name)
  }

  private static func controlRegisters(_ name: String) -> [Register] {
    [
      Register(
        "\(name)_CON_REG", at: At.control, reset: 0x7D,
        [
          Field("I2C_MASTER_MODE", 0), Field("I2C_SPEED", 2, 1), Field("I2C_10BITADDR_SLAVE", 3),
          Field("I2C_10BITADDR_MASTER", 4), Field("I2C_RESTART_EN", 5), Field("I2C_SLAVE_DISABLE", 6),
        ]),
      Register(
        "\(name)_TAR_REG", at: At.target, reset: 0x55,
        [Field("IC_TAR", 9, 0), Field("GC_OR_START", 10), Field("SPECIAL", 11)]),
      Register("\(name)_DATA_CMD_REG", at: At.dataCommand, [Field("DAT", 7, 0), Field("CMD", 8)]),
      Register("\(name)_SS_SCL_HCNT_REG", at: At.standardHigh, reset: 0x48, [Field("IC_SS_SCL_HCNT", 15, 0)]),
      Register("\(name)_SS_SCL_LCNT_REG", at: At.standardLow, reset: 0x4F, [Field("IC_SS_SCL_LCNT", 15, 0)]),
      Register("\(name)_FS_SCL_HCNT_REG", at: At.fastHigh, reset: 0x8, [Field("IC_FS_SCL_HCNT", 15, 0)]),
      Register("\(name)_FS_SCL_LCNT_REG", at: At.fastLow, reset: 0x17, [Field("IC_FS_SCL_LCNT", 15, 0)]),
      Register("\(name)_ENABLE_REG", at: At.enable, [Field("CTRL_ENABLE", 0), Field("I2C_ABORT", 1)]),
      Register("\(name)_DMA_CR_REG", at: At.dmaControl, [Field("RDMAE", 0), Field("TDMAE", 1)]),
      Register("\(name)_DMA_TDLR_REG", at: At.dmaTransmitLevel, [Field("DMATDL", 4, 0)]),
      Register("\(name)_DMA_RDLR_REG", at: At.dmaReceiveLevel, [Field("DMARDL", 4, 0)]),
      Register("\(name)_IC_FS_SPKLEN_REG", at: At.spikeLength, reset: 0x1, [Field("IC_FS_SPKLEN", 7, 0)]),
    ]
  }

  private static func interruptRegisters(_ name: String) -> [Register] {
    func flags(_ prefix: String) -> [Field] { sources.enumerated().map { .readOnly(prefix + $1, $0) } }
    let clears = [
      "RX_UNDER", "RX_OVER", "TX_OVER", "RD_REQ", "TX_ABRT", "RX_DONE", "ACTIVITY", "STOP_DET", "START_DET", "GEN_CALL",
    ]
    return [
      Register("\(name)_INTR_STAT_REG", at: At.interruptStatus, flags("R_")),
      Register(
        "\(name)_INTR_MASK_REG", at: At.interruptMask, reset: 0x8FF,
        sources.enumerated().map { Field("M_" + $1, $0) }),
      Register("\(name)_RAW_INTR_STAT_REG", at: At.rawInterruptStatus, flags("")),
      Register("\(name)_RX_TL_REG", at: At.receiveThreshold, [Field("RX_TL", 4, 0)]),
      Register("\(name)_TX_TL_REG", at: At.transmitThreshold, [Field("TX_TL", 4, 0)]),
      Register("\(name)_CLR_INTR_REG", at: At.clearAll, [.readOnly("CLR_INTR", 0)]),
    ]
      + clears.enumerated().map { index, source in
        // The list calls the field of CLR_STOP_DET so.
        Register(
          "\(name)_CLR_\(source)_REG", at: At.clearOne.lowerBound + 4 * UInt32(index),
          [.readOnly(source == "STOP_DET" ? "CLR_ACTIVITY" : "CLR_\(source)", 0)])
      }
  }

  private static func statusRegisters(_ name: String) -> [Register] {
    [
      Register(
        "\(name)_STATUS_REG", at: At.status, reset: 0x6,
        [
          .readOnly("I2C_ACTIVITY", 0), .readOnly("TFNF", 1), .readOnly("TFE", 2), .readOnly("RFNE", 3),
          .readOnly("RFF", 4), .readOnly("MST_ACTIVITY", 5), .readOnly("SLV_ACTIVITY", 6),
        ]),
      Register("\(name)_TXFLR_REG", at: At.transmitLevel, [.readOnly("TXFLR", 5, 0)]),
      Register("\(name)_RXFLR_REG", at: At.receiveLevel, [.readOnly("RXFLR", 5, 0)]),
      Register(
        "\(name)_TX_ABRT_SOURCE_REG", at: At.abortSource,
        abortSources.enumerated().map { Field.readOnly($1, $0) }),
      Register(
        "\(name)_ENABLE_STATUS_REG", at: At.enableStatus,
        [.readOnly("IC_EN", 0), .readOnly("SLV_DISABLED_WHILE_BUSY", 1), .readOnly("SLV_RX_DATA_LOST", 2)]),
    ]
  }

  private static let edges = "when SDA changes within a bit, which no device here looks at"
  /// The slave's addresses, and what only matters to high speed or to the edges' shape and is kept without effect.
  private static func slaveRegisters(_ name: String) -> [Register] {
    [
      Register("\(name)_SAR_REG", at: At.slaveAddress, reset: 0x55, [Field("IC_SAR", 9, 0)]),
      .inert(
        "\(name)_HS_MADDR_REG", at: 0x0C, reset: 0x1,
        because: "the master's code before high-speed transfers, for which no other master contends",
        [Field("IIC_HS_MAR", 2, 0)]),
      .inert(
        "\(name)_SDA_HOLD_REG", at: 0x7C, reset: 0x1, because: edges, [Field("IC_SDA_HOLD", 15, 0)]),
      .inert(
        "\(name)_SDA_SETUP_REG", at: 0x94, reset: 0x64, because: edges, [Field("SDA_SETUP", 7, 0)]),
      Register("\(name)_ACK_GENERAL_CALL_REG", at: At.generalCall, [Field("ACK_GEN_CALL", 0)]),
    ]
  }

  private static func componentRegisters(_ name: String) -> [Register] {
    [
      Register("\(name)_COMP_PARAM1_REG", at: 0xF4, [.readOnly("IC_COMP_PARAM1", 15, 0)]),
      Register("\(name)_COMP_PARAM2_REG", at: 0xF6, [.readOnly("IC_COMP_PARAM2", 15, 0)]),
      Register("\(name)_COMP_VERSION_REG", at: 0xF8, reset: 0x302A, [.readOnly("IC_COMP_VERSION", 15, 0)]),
      Register("\(name)_COMP2_VERSION", at: 0xFA, reset: 0x3132, [.readOnly("IC_COMP2_VERSION", 15, 0)]),
      Register("\(name)_COMP_TYPE_REG", at: 0xFC, reset: 0x140, [.readOnly("IC_COMP_TYPE", 15, 0)]),
      Register("\(name)_COMP_TYPE2_REG", at: 0xFE, reset: 0x4457, [.readOnly("IC_COMP2_TYPE", 15, 0)]),
    ]
  }
}
