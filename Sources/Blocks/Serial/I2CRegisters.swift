import Machine

/// The registers of I2C controllers, `%s` being the name of one.
/// Source: the vendor's public register list.
extension I2C {
  static let isEnabled = Field("CTRL_ENABLE", 0)
  static let aborts = Field("I2C_ABORT", 1, onWrite: .clear)
  static let receivesByDMA = Field("RDMAE", 0)
  static let transmitsByDMA = Field("TDMAE", 1)

  static let control = Register(
    "%s_CON_REG", at: 0x00, reset: 0x7D,
    [
      Field("I2C_MASTER_MODE", 0), Field("I2C_SPEED", 2, 1), Field("I2C_10BITADDR_SLAVE", 3),
      Field("I2C_10BITADDR_MASTER", 4), Field("I2C_RESTART_EN", 5), Field("I2C_SLAVE_DISABLE", 6),
    ])
  static let target = Register(
    "%s_TAR_REG", at: 0x04, reset: 0x55, [Field("IC_TAR", 9, 0), Field("GC_OR_START", 10), Field("SPECIAL", 11)])
  static let slaveAddress = Register("%s_SAR_REG", at: 0x08, reset: 0x55, [Field("IC_SAR", 9, 0)])
  static let dataCommand = Register(
    "%s_DATA_CMD_REG", at: 0x10, [Field("DAT", 7, 0, onRead: .modify), Field("CMD", 8)])
  static let standardHigh = Register("%s_SS_SCL_HCNT_REG", at: 0x14, reset: 0x48, [Field("IC_SS_SCL_HCNT", 15, 0)])
  static let standardLow = Register("%s_SS_SCL_LCNT_REG", at: 0x18, reset: 0x4F, [Field("IC_SS_SCL_LCNT", 15, 0)])
  static let fastHigh = Register("%s_FS_SCL_HCNT_REG", at: 0x1C, reset: 0x8, [Field("IC_FS_SCL_HCNT", 15, 0)])
  static let fastLow = Register("%s_FS_SCL_LCNT_REG", at: 0x20, reset: 0x17, [Field("IC_FS_SCL_LCNT", 15, 0)])
  static let interruptStatus = Register("%s_INTR_STAT_REG", at: 0x2C, flags(.readOnly, "R_"))
  static let interruptMask = Register("%s_INTR_MASK_REG", at: 0x30, reset: 0x8FF, flags(.readWrite, "M_"))
  static let rawInterruptStatus = Register("%s_RAW_INTR_STAT_REG", at: 0x34, flags(.readOnly, ""))
  static let receiveThreshold = Register("%s_RX_TL_REG", at: 0x38, [Field("RX_TL", 4, 0)])
  static let transmitThreshold = Register("%s_TX_TL_REG", at: 0x3C, [Field("TX_TL", 4, 0)])
  static let clearAll = Register("%s_CLR_INTR_REG", at: 0x40, [.readOnly("CLR_INTR", 0, onRead: .modifyExternal)])
  /// One for each source of `clearedSources`.
  static let clearOne = RegisterArray(
    Register("%s", at: 0x44, [.readOnly("CLR", 0, onRead: .modifyExternal)]), count: 10, every: 4)
  static let enable = Register("%s_ENABLE_REG", at: 0x6C, [isEnabled, aborts])
  static let status = Register(
    "%s_STATUS_REG", at: 0x70, reset: 0x6,
    [
      .readOnly("I2C_ACTIVITY", 0), .readOnly("TFNF", 1), .readOnly("TFE", 2), .readOnly("RFNE", 3),
      .readOnly("RFF", 4), .readOnly("MST_ACTIVITY", 5), .readOnly("SLV_ACTIVITY", 6),
    ])
  static let transmitLevel = Register("%s_TXFLR_REG", at: 0x74, [.readOnly("TXFLR", 5, 0)])
  static let receiveLevel = Register("%s_RXFLR_REG", at: 0x78, [.readOnly("RXFLR", 5, 0)])
  static let abortSource = Register(
    "%s_TX_ABRT_SOURCE_REG", at: 0x80, abortSources.enumerated().map { .readOnly($1, $0) })
  static let dmaControl = Register("%s_DMA_CR_REG", at: 0x88, [receivesByDMA, transmitsByDMA])
  static let dmaTransmitLevel = Register("%s_DMA_TDLR_REG", at: 0x8C, [Field("DMATDL", 4, 0)])
  static let dmaReceiveLevel = Register("%s_DMA_RDLR_REG", at: 0x90, [Field("DMARDL", 4, 0)])
  static let generalCall = Register("%s_ACK_GENERAL_CALL_REG", at: 0x98, [Field("ACK_GEN_CALL", 0)])
  static let enableStatus = Register(
    "%s_ENABLE_STATUS_REG", at: 0x9C,
    [.readOnly("IC_EN", 0), .readOnly("SLV_DISABLED_WHILE_BUSY", 1), .readOnly("SLV_RX_DATA_LOST", 2)])
  static let spikeLength = Register("%s_IC_FS_SPKLEN_REG", at: 0xA0, reset: 0x1, [Field("IC_FS_SPKLEN", 7, 0)])

  /// The interrupt sources, by bit of RAW_INTR_STAT.
  static let sources = [
    "RX_UNDER", "RX_OVER", "RX_FULL", "TX_OVER", "TX_EMPTY", "RD_REQ", "TX_ABRT", "RX_DONE", "ACTIVITY", "STOP_DET",
    "START_DET", "GEN_CALL",
  ]
  /// The source that each of `clearOne` takes back, by bit.
  static let clearedSources = [0, 1, 3, 5, 6, 7, 8, 9, 10, 11]

  /// Those of one controller.
  public static func registers(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "I2C controller",
      ([
        control, target, slaveAddress, dataCommand, standardHigh, standardLow, fastHigh, fastLow, interruptStatus,
        interruptMask, rawInterruptStatus, receiveThreshold, transmitThreshold, clearAll, enable, status,
        transmitLevel, receiveLevel, abortSource, dmaControl, dmaTransmitLevel, dmaReceiveLevel, generalCall,
        enableStatus, spikeLength,
      ] + clears + withoutConsequence + component).map { $0.instance(name) })
  }

  /// Those of one controller without requests to a DMA controller, without an abort bit and without high speed.
  /// Source: the register list of the DA14580, which names the field of TX_TL as that of RX_TL.
  public static func plainRegisters(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "I2C controller",
      ([
        control, target, slaveAddress, dataCommand, standardHigh, standardLow, fastHigh, fastLow, interruptStatus,
        interruptMask, rawInterruptStatus, receiveThreshold,
        Register("%s_TX_TL_REG", at: 0x3C, [Field("RX_TL", 4, 0)]),
        clearAll, Register("%s_ENABLE_REG", at: 0x6C, [isEnabled]), status, transmitLevel, receiveLevel, abortSource,
        generalCall, enableStatus, spikeLength,
      ] + clears + edgeTimes).map { $0.instance(name) })
  }

  private static func flags(_ access: Field.Access, _ prefix: String) -> [Field] {
    sources.enumerated().map { Field(prefix + $1, $0, nil, access) }
  }

  private static var clears: [Register] {
    clearedSources.enumerated().map { index, source in
      // The list calls the field of CLR_STOP_DET so.
      let field = sources[source] == "STOP_DET" ? "ACTIVITY" : sources[source]
      return Register(
        "%s_CLR_\(sources[source])_REG", at: clearOne.offset(of: index),
        [.readOnly("CLR_\(field)", 0, onRead: .modifyExternal)])
    }
  }

  /// What ends a transfer early, by bit of TX_ABRT_SOURCE.
  private static let abortSources = [
    "ABRT_7B_ADDR_NOACK", "ABRT_10ADDR1_NOACK", "ABRT_10ADDR2_NOACK", "ABRT_TXDATA_NOACK", "ABRT_GCALL_NOACK",
    "ABRT_GCALL_READ", "ABRT_HS_ACKDET", "ABRT_SBYTE_ACKDET", "ABRT_HS_NORSTRT", "ABRT_SBYTE_NORSTRT",
    "ABRT_10B_RD_NORSTRT", "ABRT_MASTER_DIS", "ARB_LOST", "ABRT_SLVFLUSH_TXFIFO", "ABRT_SLV_ARBLOST",
    "ABRT_SLVRD_INTX",
  ]

  private static let edges = "when SDA changes within a bit, which no device here looks at"
  private static let withoutConsequence: [Register] =
    [
      .inert(
        "%s_HS_MADDR_REG", at: 0x0C, reset: 0x1,
        because: "the master's code before high-speed transfers, for which no other master contends",
        [Field("IIC_HS_MAR", 2, 0)])
    ] + edgeTimes
  private static let edgeTimes: [Register] = [
    .inert("%s_SDA_HOLD_REG", at: 0x7C, reset: 0x1, because: edges, [Field("IC_SDA_HOLD", 15, 0)]),
    .inert("%s_SDA_SETUP_REG", at: 0x94, reset: 0x64, because: edges, [Field("SDA_SETUP", 7, 0)]),
  ]

  /// What the core was built with.
  private static let component = [
    Register("%s_COMP_PARAM1_REG", at: 0xF4, [.readOnly("IC_COMP_PARAM1", 15, 0)]),
    Register("%s_COMP_PARAM2_REG", at: 0xF6, [.readOnly("IC_COMP_PARAM2", 15, 0)]),
    Register("%s_COMP_VERSION_REG", at: 0xF8, reset: 0x302A, [.readOnly("IC_COMP_VERSION", 15, 0)]),
    Register("%s_COMP2_VERSION", at: 0xFA, reset: 0x3132, [.readOnly("IC_COMP2_VERSION", 15, 0)]),
    Register("%s_COMP_TYPE_REG", at: 0xFC, reset: 0x140, [.readOnly("IC_COMP_TYPE", 15, 0)]),
    Register("%s_COMP_TYPE2_REG", at: 0xFE, reset: 0x4457, [.readOnly("IC_COMP2_TYPE", 15, 0)]),
  ]
}
