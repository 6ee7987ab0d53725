import Machine

/// The registers of a UART with FIFOs as its version 3.08 has them, built as a plain 16550: without a fraction of the divisor,
/// without busy detection and without requests to a DMA controller.
/// Source: the register list of the DA14580.
extension UART {
  /// Those of one.
  public static func registers308(_ name: String, at base: UInt32) -> RegisterBlock {
    RegisterBlock(
      name, at: base, size: 0x100, "UART with FIFOs and flow control",
      shadowData.registers(named: (0..<shadowData.count).map { "\(name)_SRBR_STHR\($0)_REG" })
        + ([
          data, interruptIdentity, lineControl, modemControl, transmitLevel, receiveLevel, softwareReset,
          shadowRequestToSend, shadowBreak, shadowDMAMode, shadowFIFOEnable, shadowReceiveTrigger,
          shadowTransmitTrigger, haltTransmit,
        ] + ownOf308).map { $0.instance(name) })
  }

  private static let sleepless = "the divisor of a low-power infrared pulse, and IrDA has no effect"

  private static let ownOf308 = [
    Register(
      "%s_IER_DLH_REG", at: 0x04,
      [
        Field("ERBFI_dlh0", 0), Field("ETBEI_dlh1", 1), Field("ELSI_dhl2", 2), Field("EDSSI_dlh3", 3),
        Field("PTIME_dlh7", 7),
      ]),
    Register(
      "%s_LSR_REG", at: 0x14, reset: 0x60,
      [
        .readOnly("UART_DR", 0), .readOnly("UART_OE", 1, onRead: .clear), .readOnly("UART_PE", 2, onRead: .clear),
        .readOnly("UART_FE", 3, onRead: .clear), .readOnly("UART_B1", 4, onRead: .clear), .readOnly("UART_THRE", 5),
        .readOnly("UART_TEMT", 6), .readOnly("UART_RFE", 7),
      ]),
    Register(
      "%s_MSR_REG", at: 0x18,
      [
        .readOnly("UART_DCTS", 0, onRead: .clear), .readOnly("UART_TERI", 2), .readOnly("UART_DDCD", 3),
        .readOnly("UART_CTS", 4), .readOnly("UART_R1", 6), .readOnly("UART_DCD", 7),
      ]),
    Register("%s_SCR_REG", at: 0x1C, [Field("UART_SCRATCH_PAD", 7, 0)]),
    .inert("%s_LPDLL_REG", at: 0x20, because: sleepless, [Field("UART_LPDLL", 7, 0)]),
    .inert("%s_LPDLH_REG", at: 0x24, because: sleepless, [Field("UART_LPDLH", 7, 0)]),
    Register(
      "%s_USR_REG", at: 0x7C, reset: 0x6,
      [.readOnly("UART_TFNF", 1), .readOnly("UART_TFE", 2), .readOnly("UART_RFNE", 3), .readOnly("UART_RFF", 4)]),
    Register("%s_CPR_REG", at: 0xF4, [.readOnly("CPR", 15, 0)]),
    Register("%s_UCV_REG", at: 0xF8, bits: 32, reset: 0x3330_382A, [.readOnly("UCV", 15, 0)]),
    Register("%s_CTR_REG", at: 0xFC, bits: 32, reset: 0x4457_0110, [.readOnly("CTR", 15, 0)]),
  ]
}
