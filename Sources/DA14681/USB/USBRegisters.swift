import Machine

/// The registers of the USB controller.
/// Source: the vendor's public register list.
extension USB {
  static let isEnabled = Field("USBEN", 0)
  static let isAttaching = Field("USB_NAT", 3)
  static let isAddressed = Field("USB_AD_EN", 7)
  static let deviceAddress = Field("USB_AD", 6, 0)
  static let state = Field("USB_NFS", 1, 0)
  static let stalls = Field("USB_STALL", 7)
  static let answersAddress0 = Field("USB_DEF", 6)
  static let isEndpointEnabled = Field("USB_EP_EN", 4)
  static let isTransmitEnabled = Field("USB_TX_EN", 0)
  static let isReceiveEnabled = Field("USB_RX_EN", 0)
  static let flushes = Field("USB_FLUSH", 3, onWrite: .clear)
  static let ignoresIn = Field("USB_IGN_IN", 4)
  static let ignoresOut = Field("USB_IGN_OUT", 1)
  static let ignoresSetup = Field("USB_IGN_SETUP", 2)
  static let transmitWarning = Field("USB_TFWL", 6, 5)
  static let receiveWarning = Field("USB_RFWL", 6, 5)
  static let togglesTransmit = Field("USB_TOGGLE_TX", 2)

  static let mainControl = Register(
    "USB_MCTRL_REG", at: 0x00, [Field("LSMODE", 4), isAttaching, Field("USB_DBG", 1), isEnabled])
  static let address = Register("USB_FAR_REG", at: 0x08, [isAddressed, deviceAddress])
  static let nodeState = Register("USB_NFSR_REG", at: 0x0A, [state])
  static let mainEvent = Register(
    "USB_MAEV_REG", at: 0x0C,
    [
      Field("USB_CH_EV", 11), Field("USB_EP0_NAK", 10), Field("USB_EP0_RX", 9), Field("USB_EP0_TX", 8),
      Field("USB_INTR", 7), Field("USB_RX_EV", 6), Field("USB_ULD", 5, onRead: .clear), Field("USB_NAK", 4),
      Field("USB_FRAME", 3, onRead: .clear), Field("USB_TX_EV", 2), Field("USB_ALT", 1), Field("USB_WARN", 0),
    ])
  static let mainMask = Register(
    "USB_MAMSK_REG", at: 0x0E,
    [
      Field("USB_M_CH_EV", 11), Field("USB_M_EP0_NAK", 10), Field("USB_M_EP0_RX", 9), Field("USB_M_EP0_TX", 8),
      Field("USB_M_INTR", 7), Field("USB_M_RX_EV", 6), Field("USB_M_ULD", 5), Field("USB_M_NAK", 4),
      Field("USB_M_FRAME", 3), Field("USB_M_TX_EV", 2), Field("USB_M_ALT", 1), Field("USB_M_WARN", 0),
    ])
  static let alternateEvent = Register(
    "USB_ALTEV_REG", at: 0x10,
    [
      Field("USB_RESUME", 7, onRead: .clear), Field("USB_RESET", 6, onRead: .clear),
      Field("USB_SD5", 5, onRead: .clear), Field("USB_SD3", 4, onRead: .clear), Field("USB_EOP", 3, onRead: .clear),
    ])
  static let alternateMask = Register(
    "USB_ALTMSK_REG", at: 0x12,
    [
      Field("USB_M_RESUME", 7), Field("USB_M_RESET", 6), Field("USB_M_SD5", 5), Field("USB_M_SD3", 4),
      Field("USB_M_EOP", 3),
    ])
  static let transmitEvent = Register(
    "USB_TXEV_REG", at: 0x14, [.readOnly("USB_TXUDRRN31", 6, 4), .readOnly("USB_TXFIFO31", 2, 0)])
  static let transmitMask = Register(
    "USB_TXMSK_REG", at: 0x16, [Field("USB_M_TXUDRRN31", 6, 4), Field("USB_M_TXFIFO31", 2, 0)])
  static let receiveEvent = Register(
    "USB_RXEV_REG", at: 0x18, [.readOnly("USB_RXOVRRN31", 6, 4), .readOnly("USB_RXFIFO31", 2, 0)])
  static let receiveMask = Register(
    "USB_RXMSK_REG", at: 0x1A, [Field("USB_M_RXOVRRN31", 6, 4), Field("USB_M_RXFIFO31", 2, 0)])
  static let nakEvent = Register(
    "USB_NAKEV_REG", at: 0x1C,
    [.readOnly("USB_OUT31", 6, 4, onRead: .clear), .readOnly("USB_IN31", 2, 0, onRead: .clear)])
  static let nakMask = Register("USB_NAKMSK_REG", at: 0x1E, [Field("USB_M_OUT31", 6, 4), Field("USB_M_IN31", 2, 0)])
  static let warningEvent = Register(
    "USB_FWEV_REG", at: 0x20, [.readOnly("USB_RXWARN31", 6, 4), .readOnly("USB_TXWARN31", 2, 0)])
  static let warningMask = Register(
    "USB_FWMSK_REG", at: 0x22, [Field("USB_M_RXWARN31", 6, 4), Field("USB_M_TXWARN31", 2, 0)])
  static let frameHigh = Register(
    "USB_FNH_REG", at: 0x24, reset: 0xC0,
    [.readOnly("USB_MF", 7), .readOnly("USB_UL", 6), .readOnly("USB_RFC", 5), .readOnly("USB_FN_10_8", 2, 0)])
  static let frameLow = Register("USB_FNL_REG", at: 0x26, [.readOnly("USB_FN", 7, 0)])
  static let endpoint0 = Register("USB_EPC0_REG", at: 0x40, [stalls, answersAddress0, .readOnly("USB_EP", 3, 0)])
  static let endpoint0NAK = Register(
    "USB_EP0_NAK_REG", at: 0x48,
    [.readOnly("USB_EP0_OUTNAK", 1, onRead: .clear), .readOnly("USB_EP0_INNAK", 0, onRead: .clear)])
  static let chargerControl = Register(
    "USB_CHARGER_CTRL_REG", at: 0xD4,
    [
      Field("IDM_SINK_ON", 5), Field("IDP_SINK_ON", 4), Field("VDM_SRC_ON", 3), Field("VDP_SRC_ON", 2),
      Field("IDP_SRC_ON", 1), Field("USB_CHARGE_ON", 0),
    ])
  static let chargerStatus = Register(
    "USB_CHARGER_STAT_REG", at: 0xD6,
    [
      .readOnly("USB_DM_VAL2", 5), .readOnly("USB_DP_VAL2", 4), .readOnly("USB_DM_VAL", 3), .readOnly("USB_DP_VAL", 2),
      .readOnly("USB_CHG_DET", 1, onRead: .modifyExternal), .readOnly("USB_DCP_DET", 0),
    ])

  // Of the four pairs of endpoints; those of endpoint 0 look different.
  static let transmitData = RegisterArray(
    Register("USB_TXD%s_REG", at: 0x42, [.writeOnly("USB_TXFD", 7, 0)]), count: 4, every: 0x10)
  static let transmitStatus = RegisterArray(
    Register(
      "USB_TXS%s_REG", at: 0x44, reset: 0x1F,
      [
        .readOnly("USB_TX_URUN", 7), .readOnly("USB_ACK_STAT", 6, onRead: .clear),
        .readOnly("USB_TX_DONE", 5, onRead: .clear), .readOnly("USB_TCOUNT", 4, 0),
      ]), count: 4, every: 0x10)
  static let transmitControl = RegisterArray(
    Register(
      "USB_TXC%s_REG", at: 0x46,
      [
        Field("USB_IGN_ISOMSK", 7), transmitWarning, Field("USB_RFF", 4), flushes, togglesTransmit,
        Field("USB_LAST", 1), isTransmitEnabled,
      ]), count: 4, every: 0x10)
  static let receiveData = RegisterArray(
    Register("USB_RXD%s_REG", at: 0x4A, [.readOnly("USB_RXFD", 7, 0, onRead: .modify)]), count: 4, every: 0x10)
  static let receiveStatus = RegisterArray(
    Register(
      "USB_RXS%s_REG", at: 0x4C,
      [
        .readOnly("USB_RX_ERR", 7), .readOnly("USB_SETUP", 6, onRead: .clear), .readOnly("USB_TOGGLE_RX", 5),
        .readOnly("USB_RX_LAST", 4, onRead: .clear), .readOnly("USB_RCOUNT", 3, 0),
      ]), count: 4, every: 0x10)
  static let receiveControl = RegisterArray(
    Register("USB_RXC%s_REG", at: 0x4E, [receiveWarning, flushes, ignoresSetup, isReceiveEnabled]), count: 4,
    every: 0x10)
  /// EPC1 ... EPC6: endpoint 1's transmitter, its receiver, endpoint 2's transmitter, and so on.
  static let endpoints = RegisterArray(
    Register("USB_EPC%s_REG", at: 0x48, [stalls, Field("USB_ISO", 5), isEndpointEnabled, Field("USB_EP", 3, 0)]),
    count: 7, every: 8)

  /// The block.
  static let block = RegisterBlock(
    "USB", at: 0x5000_1800, size: 0x100, "USB full-speed device controller",
    [
      mainControl, address, nodeState, mainEvent, mainMask, alternateEvent, alternateMask, transmitEvent, transmitMask,
      receiveEvent, receiveMask, nakEvent, nakMask, warningEvent, warningMask, frameHigh, frameLow, endpoint0,
      endpoint0NAK, chargerControl, chargerStatus,
    ] + endpoint0Registers + endpoints.registers.dropFirst() + transmitData.registers
      + transmitStatus.registers.dropFirst() + transmitControl.registers.dropFirst() + receiveData.registers
      + receiveStatus.registers.dropFirst() + receiveControl.registers.dropFirst() + withoutEffect)

  private static let endpoint0Registers = [
    Register(
      "USB_TXS0_REG", at: 0x44, reset: 0x8,
      [
        .readOnly("USB_ACK_STAT", 6, onRead: .clear), .readOnly("USB_TX_DONE", 5, onRead: .clear),
        .readOnly("USB_TCOUNT", 4, 0),
      ]), Register("USB_TXC0_REG", at: 0x46, [ignoresIn, flushes, Field("USB_TOGGLE_TX0", 2), isTransmitEnabled]),
    Register(
      "USB_RXS0_REG", at: 0x4C,
      [
        .readOnly("USB_SETUP", 6, onRead: .clear), .readOnly("USB_TOGGLE_RX0", 5),
        .readOnly("USB_RX_LAST", 4, onRead: .clear), .readOnly("USB_RCOUNT", 3, 0),
      ]), Register("USB_RXC0_REG", at: 0x4E, [flushes, ignoresSetup, ignoresOut, isReceiveEnabled]),
  ]

  /// Transceiver tests and trims, and DMA requests, which the controller does not make.
  private static let withoutEffect = Register.storage([
    Register(
      "USB_XCVDIAG_REG", at: 0x02,
      [
        .readOnly("USB_VPIN", 7), .readOnly("USB_VMIN", 6), .readOnly("USB_RCV", 5), Field("USB_XCV_TXEN", 3),
        Field("USB_XCV_TXn", 2), Field("USB_XCV_TXp", 1), Field("USB_XCV_TEST", 0),
      ]), Register("USB_TCR_REG", at: 0x04, reset: 0x90, [Field("USB_VADJ", 7, 5), Field("USB_CADJ", 4, 0)]),
    Register(
      "USB_UTR_REG", at: 0x06,
      [Field("USB_DIAG", 7), Field("USB_NCRC", 6), Field("USB_SF", 5), Field("USB_UTR_RES", 4, 0)]),
    Register(
      "USB_UX20CDR_REG", at: 0x3E,
      [
        .readOnly("RPU_TEST7", 7), Field("RPU_TEST_SW2", 6), Field("RPU_TEST_SW1", 5), Field("RPU_TEST_EN", 4),
        Field("RPU_TEST_SW1DM", 2), Field("RPU_RCDELAY", 1), Field("RPU_SSPROTEN", 0),
      ]),
    Register(
      "USB_DMA_CTRL_REG", at: 0xD0, [Field("USB_DMA_EN", 6), Field("USB_DMA_TX", 5, 3), Field("USB_DMA_RX", 2, 0)]),
  ])
}
