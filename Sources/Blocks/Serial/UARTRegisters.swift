import Machine

/// The registers of UARTs, `%s` being the name of one; those with FIFOs have more of them, at the same offsets.
/// Source: the vendor's public register list.
extension UART {
  static let divisorAccess = Field("UART_DLAB", 7)
  static let breakControl = Field("UART_BC", 6)
  static let requestToSend = Field("UART_RTS", 1)
  static let loopback = Field("UART_LB", 4)
  static let automaticFlow = Field("UART_AFCE", 5)

  static let data = Register("%s_RBR_THR_DLL_REG", at: 0x00, [Field("RBR_THR_DLL", 7, 0, onRead: .modify)])
  static let interruptEnable = Register(
    "%s_IER_DLH_REG", at: 0x04,
    [
      Field("ERBFI_dlh0", 0), Field("ETBEI_dlh1", 1), Field("ELSI_dhl2", 2), Field("EDSSI_dlh3", 3),
      Field("dlh6_4", 6, 4), Field("PTIME_dlh7", 7),
    ])
  /// Without FIFOs it is read-only.
  static let interruptIdentity = Register(
    "%s_IIR_FCR_REG", at: 0x08, [Field("IIR_FCR", 15, 0, onRead: .modifyExternal)])
  static let lineControl = Register(
    "%s_LCR_REG", at: 0x0C,
    [
      Field("UART_DLS", 1, 0), Field("UART_STOP", 2), Field("UART_PEN", 3), Field("UART_EPS", 4), breakControl,
      divisorAccess,
    ])
  /// Without FIFOs it lacks RTS and AFCE.
  static let modemControl = Register(
    "%s_MCR_REG", at: 0x10,
    [
      requestToSend, Field("UART_OUT1", 2), Field("UART_OUT2", 3), loopback, automaticFlow, Field("UART_SIRE", 6),
    ])
  /// Without FIFOs it lacks RFE.
  static let lineStatus = Register(
    "%s_LSR_REG", at: 0x14, reset: 0x60, lineStatusFields + [.readOnly("UART_RFE", 7)])
  static let modemStatus = Register(
    "%s_MSR_REG", at: 0x18, [.readOnly("UART_DCTS", 0, onRead: .clear), .readOnly("UART_CTS", 4)])
  static let shadowData = RegisterArray(
    Register("%s", at: 0x30, [Field("SRBR_STHRx", 7, 0, onRead: .modify)]), count: 16, every: 4)
  /// Without FIFOs it has the first field only.
  static let status = Register(
    "%s_USR_REG", at: 0x7C, reset: 0x6,
    [
      .readOnly("UART_BUSY", 0, onRead: .modifyExternal), .readOnly("UART_TFNF", 1), .readOnly("UART_TFE", 2),
      .readOnly("UART_RFNE", 3), .readOnly("UART_RFF", 4),
    ])
  static let transmitLevel = Register("%s_TFL_REG", at: 0x80, [.readOnly("UART_TRANSMIT_FIFO_LEVEL", 15, 0)])
  static let receiveLevel = Register("%s_RFL_REG", at: 0x84, [.readOnly("UART_RECEIVE_FIFO_LEVEL", 15, 0)])
  /// Without FIFOs it has the first field only.
  static let softwareReset = Register(
    "%s_SRR_REG", at: 0x88, [.writeOnly("UART_UR", 0), .writeOnly("UART_RFR", 1), .writeOnly("UART_XFR", 2)])
  static let shadowRequestToSend = Register("%s_SRTS_REG", at: 0x8C, [Field("UART_SHADOW_REQUEST_TO_SEND", 0)])
  static let shadowBreak = Register("%s_SBCR_REG", at: 0x90, [Field("UART_SHADOW_BREAK_CONTROL", 0)])
  static let shadowDMAMode = Register("%s_SDMAM_REG", at: 0x94, [Field("UART_SHADOW_DMA_MODE", 0)])
  static let shadowFIFOEnable = Register("%s_SFE_REG", at: 0x98, [Field("UART_SHADOW_FIFO_ENABLE", 0)])
  static let shadowReceiveTrigger = Register("%s_SRT_REG", at: 0x9C, [Field("UART_SHADOW_RCVR_TRIGGER", 1, 0)])
  static let shadowTransmitTrigger = Register("%s_STET_REG", at: 0xA0, [Field("UART_SHADOW_TX_EMPTY_TRIGGER", 1, 0)])
  static let haltTransmit = Register("%s_HTX_REG", at: 0xA4, [Field("UART_HALT_TX", 0)])
  static let divisorFraction = Register("%s_DLF_REG", at: 0xC0, [Field("UART_DLF", 3, 0)])

  /// Those of a UART without FIFOs.
  public static func plainRegisters(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "UART without FIFOs",
      (common + [
        Register("%s_IIR_FCR_REG", at: 0x08, [.readOnly("IIR_FCR", 15, 0, onRead: .modifyExternal)]),
        Register(
          "%s_MCR_REG", at: 0x10, [Field("UART_OUT1", 2), Field("UART_OUT2", 3), loopback, Field("UART_SIRE", 6)]),
        Register("%s_LSR_REG", at: 0x14, reset: 0x60, lineStatusFields),
        Register("%s_USR_REG", at: 0x7C, [.readOnly("UART_BUSY", 0, onRead: .modifyExternal)]),
        Register("%s_SRR_REG", at: 0x88, [.writeOnly("UART_UR", 0)]),
        Register("%s_CPR_REG", at: 0xF4, reset: 0x3941, [.readOnly("CPR", 15, 0)]),
        Register("%s_UCV_REG", at: 0xF8, bits: 32, reset: 0x0331_352A, [.readOnly("UCV", 31, 0)]),
      ]).map { $0.instance(name) })
  }

  /// Those of a UART with FIFOs.
  public static func registers(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "UART with FIFOs and flow control",
      shadowData.registers(named: (0..<shadowData.count).map { "\(name)_SRBR_STHR\($0)_REG" })
        + (common + [
          interruptIdentity, modemControl, lineStatus, modemStatus, status, transmitLevel, receiveLevel, softwareReset,
          shadowRequestToSend, shadowDMAMode, shadowFIFOEnable, shadowReceiveTrigger, shadowTransmitTrigger,
          haltTransmit,
          Register("%s_FAR_REG", at: 0x70, [.readOnly("UART_FAR", 0)]),
          Register("%s_CPR_REG", at: 0xF4, reset: 0x3D71, [.readOnly("CPR", 15, 0)]),
          Register("%s_UCV_REG", at: 0xF8, bits: 32, reset: 0x3331_352A, [.readOnly("UCV", 31, 0)]),
        ]).map { $0.instance(name) })
  }

  private static let lineStatusFields: [Field] = [
    .readOnly("UART_DR", 0), .readOnly("UART_OE", 1, onRead: .clear), .readOnly("UART_PE", 2, onRead: .clear),
    .readOnly("UART_FE", 3, onRead: .clear), .readOnly("UART_BI", 4, onRead: .clear), .readOnly("UART_THRE", 5),
    .readOnly("UART_TEMT", 6),
  ]

  private static let common = [
    data, interruptEnable, lineControl, shadowBreak, divisorFraction,
    Register("%s_SCR_REG", at: 0x1C, [Field("UART_SCRATCH_PAD", 7, 0)]),
    .inert(
      "%s_DMASA_REG", at: 0xA8,
      because: "takes back a request to the DMA controller; here each follows the FIFO and outlives no transfer",
      [.writeOnly("DMASA", 0)]),
    Register("%s_CTR_REG", at: 0xFC, bits: 32, reset: 0x4457_0110, [.readOnly("CTR", 31, 0)]),
  ]
}
