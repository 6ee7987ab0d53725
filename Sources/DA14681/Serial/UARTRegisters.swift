import Machine

/// The registers of both UARTs; they share offsets, and UART2 has more of them.
extension UART {
  enum At {
    static let data: UInt32 = 0x00
    static let interruptEnable: UInt32 = 0x04
    static let interruptIdentity: UInt32 = 0x08
    static let lineControl: UInt32 = 0x0C
    static let modemControl: UInt32 = 0x10
    static let lineStatus: UInt32 = 0x14
    static let modemStatus: UInt32 = 0x18
    static let shadowData: ClosedRange<UInt32> = 0x30...0x6C
    static let status: UInt32 = 0x7C
    static let transmitLevel: UInt32 = 0x80
    static let receiveLevel: UInt32 = 0x84
    static let softwareReset: UInt32 = 0x88
    static let shadowRequestToSend: UInt32 = 0x8C
    static let shadowBreak: UInt32 = 0x90
    static let shadowDMAMode: UInt32 = 0x94
    static let shadowFIFOEnable: UInt32 = 0x98
    static let shadowReceiveTrigger: UInt32 = 0x9C
    static let shadowTransmitTrigger: UInt32 = 0xA0
    static let haltTransmit: UInt32 = 0xA4
    static let divisorFraction: UInt32 = 0xC0
  }

  /// UART's registers.
  public static let registers: [Register] =
    commonRegisters("UART") + [
      Register("UART_IIR_FCR_REG", at: At.interruptIdentity, [.readOnly("IIR_FCR", 15, 0)]),
      Register(
        "UART_MCR_REG", at: At.modemControl,
        [Field("UART_OUT1", 2), Field("UART_OUT2", 3), Field("UART_LB", 4), Field("UART_SIRE", 6)]),
      Register("UART_LSR_REG", at: At.lineStatus, reset: 0x60, lineStatusFields),
      Register("UART_USR_REG", at: At.status, [.readOnly("UART_BUSY", 0)]),
      Register("UART_SRR_REG", at: At.softwareReset, [.writeOnly("UART_UR", 0)]),
      Register("UART_CPR_REG", at: 0xF4, reset: 0x3941, [.readOnly("CPR", 15, 0)]),
      Register("UART_UCV_REG", at: 0xF8, bits: 32, reset: 0x0331_352A, [.readOnly("UCV", 31, 0)]),
    ]

  /// UART2's registers.
  public static let registers2: [Register] =
    commonRegisters("UART2") + shadowRegisters2 + [
      Register("UART2_IIR_FCR_REG", at: At.interruptIdentity, [Field("IIR_FCR", 15, 0)]),
      Register(
        "UART2_MCR_REG", at: At.modemControl,
        [
          Field("UART_RTS", 1), Field("UART_OUT1", 2), Field("UART_OUT2", 3), Field("UART_LB", 4),
          Field("UART_AFCE", 5), Field("UART_SIRE", 6),
        ]),
      Register("UART2_LSR_REG", at: At.lineStatus, reset: 0x60, lineStatusFields + [.readOnly("UART_RFE", 7)]),
      Register("UART2_MSR_REG", at: At.modemStatus, [.readOnly("UART_DCTS", 0), .readOnly("UART_CTS", 4)]),
      Register("UART2_FAR_REG", at: 0x70, [.readOnly("UART_FAR", 0)]),
      Register(
        "UART2_USR_REG", at: At.status, reset: 0x6,
        [
          .readOnly("UART_BUSY", 0), .readOnly("UART_TFNF", 1), .readOnly("UART_TFE", 2), .readOnly("UART_RFNE", 3),
          .readOnly("UART_RFF", 4),
        ]),
      Register("UART2_TFL_REG", at: At.transmitLevel, [.readOnly("UART_TRANSMIT_FIFO_LEVEL", 15, 0)]),
      Register("UART2_RFL_REG", at: At.receiveLevel, [.readOnly("UART_RECEIVE_FIFO_LEVEL", 15, 0)]),
      Register(
        "UART2_SRR_REG", at: At.softwareReset,
        [.writeOnly("UART_UR", 0), .writeOnly("UART_RFR", 1), .writeOnly("UART_XFR", 2)]),
      Register("UART2_CPR_REG", at: 0xF4, reset: 0x3D71, [.readOnly("CPR", 15, 0)]),
      Register("UART2_UCV_REG", at: 0xF8, bits: 32, reset: 0x3331_352A, [.readOnly("UCV", 31, 0)]),
    ]

  private static let lineStatusFields: [Field] = [
    .readOnly("UART_DR", 0), .readOnly("UART_OE", 1), .readOnly("UART_PE", 2), .readOnly("UART_FE", 3),
    .readOnly("UART_BI", 4), .readOnly("UART_THRE", 5), .readOnly("UART_TEMT", 6),
  ]

  private static func commonRegisters(_ name: String) -> [Register] {
    [
      Register("\(name)_RBR_THR_DLL_REG", at: At.data, [Field("RBR_THR_DLL", 7, 0)]),
      Register(
        "\(name)_IER_DLH_REG", at: At.interruptEnable,
        [
          Field("ERBFI_dlh0", 0), Field("ETBEI_dlh1", 1), Field("ELSI_dhl2", 2), Field("EDSSI_dlh3", 3),
          Field("dlh6_4", 6, 4), Field("PTIME_dlh7", 7),
        ]),
      Register(
        "\(name)_LCR_REG", at: At.lineControl,
        [
          Field("UART_DLS", 1, 0), Field("UART_STOP", 2), Field("UART_PEN", 3), Field("UART_EPS", 4),
          Field("UART_BC", 6), Field("UART_DLAB", 7),
        ]),
      Register("\(name)_SCR_REG", at: 0x1C, [Field("UART_SCRATCH_PAD", 7, 0)]),
      Register("\(name)_SBCR_REG", at: At.shadowBreak, [Field("UART_SHADOW_BREAK_CONTROL", 0)]),
      .inert(
        "\(name)_DMASA_REG", at: 0xA8,
        because: "takes back a request to the DMA controller; here each follows the FIFO and outlives no transfer",
        [.writeOnly("DMASA", 0)]),
      Register("\(name)_DLF_REG", at: At.divisorFraction, [Field("UART_DLF", 3, 0)]),
      Register("\(name)_CTR_REG", at: 0xFC, bits: 32, reset: 0x4457_0110, [.readOnly("CTR", 31, 0)]),
    ]
  }

  private static let shadowRegisters2: [Register] =
    (0..<16).map {
      Register("UART2_SRBR_STHR\($0)_REG", at: 0x30 + 4 * UInt32($0), [Field("SRBR_STHRx", 7, 0)])
    } + [
      Register("UART2_SRTS_REG", at: At.shadowRequestToSend, [Field("UART_SHADOW_REQUEST_TO_SEND", 0)]),
      Register("UART2_SDMAM_REG", at: At.shadowDMAMode, [Field("UART_SHADOW_DMA_MODE", 0)]),
      Register("UART2_SFE_REG", at: At.shadowFIFOEnable, [Field("UART_SHADOW_FIFO_ENABLE", 0)]),
      Register("UART2_SRT_REG", at: At.shadowReceiveTrigger, [Field("UART_SHADOW_RCVR_TRIGGER", 1, 0)]),
      Register("UART2_STET_REG", at: At.shadowTransmitTrigger, [Field("UART_SHADOW_TX_EMPTY_TRIGGER", 1, 0)]),
      Register("UART2_HTX_REG", at: At.haltTransmit, [Field("UART_HALT_TX", 0)]),
    ]
}
