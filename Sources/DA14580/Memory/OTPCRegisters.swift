import Machine

/// The registers of the OTP controller.
/// Source: the vendor's public register list.
extension OTPC {
  static let fifoFlush = Field("OTPC_MODE_FIFO_FLUSH", 5, onWrite: .clear)
  static let useDMA = Field("OTPC_MODE_USE_DMA", 4)
  static let mode = Field("OTPC_MODE_MODE", 2, 0)
  static let upperEnable = Field("OTPC_PCTRL_ENU", 27)
  static let upperBit = Field("OTPC_PCTRL_BITU", 26)
  static let lowerEnable = Field("OTPC_PCTRL_ENL", 25)
  static let lowerBit = Field("OTPC_PCTRL_BITL", 24)
  static let upperSelect = Field("OTPC_PCTRL_BSELU", 23)
  static let upperAddress = Field("OTPC_PCTRL_BADRU", 22, 20)
  static let lowerSelect = Field("OTPC_PCTRL_BSELL", 19)
  static let lowerAddress = Field("OTPC_PCTRL_BADRL", 18, 16)
  static let wordAddress = Field("OTPC_PCTRL_WADDR", 12, 0)

  static let modeRegister = Register(
    "OTPC_MODE_REG", at: 0x00, bits: 32,
    [
      Field("OTPC_MODE_PRG_PORT_MUX", 29, 28), Field("OPTC_MODE_PRG_FAST", 8), Field("OTPC_MODE_PRG_PORT_SEL", 7),
      Field("OTPC_MODE_TWO_CC_ACC", 6), fifoFlush, useDMA, mode,
    ])
  static let programControl = Register(
    "OTPC_PCTRL_REG", at: 0x04, bits: 32,
    [upperEnable, upperBit, lowerEnable, lowerBit, upperSelect, upperAddress, lowerSelect, lowerAddress, wordAddress])
  static let status = Register(
    "OTPC_STAT_REG", at: 0x08, bits: 32, reset: 0x15,
    [
      .readOnly("OTPC_STAT_NWORDS", 28, 16), .readOnly("OTPC_STAT_TERR_U", 15), .readOnly("OTPC_STAT_TERR_L", 14),
      .readOnly("OTPC_STAT_PERR_U", 13), .readOnly("OTPC_STAT_PERR_L", 12), .readOnly("OTPC_STAT_FWORDS", 11, 8),
      .readOnly("OTPC_STAT_ARDY", 4), .readOnly("OTPC_STAT_TERROR", 3), .readOnly("OTPC_STAT_TRDY", 2),
      .readOnly("OTPC_STAT_PERROR", 1), .readOnly("OTPC_STAT_PRDY", 0),
    ])
  static let busAddress = Register("OTPC_AHBADR_REG", at: 0x0C, bits: 32, [Field("OTPC_AHBADR", 31, 2)])
  static let cellAddress = Register("OTPC_CELADR_REG", at: 0x10, bits: 32, [Field("OTPC_CELADR", 12, 0)])
  static let wordCount = Register("OTPC_NWORDS_REG", at: 0x14, bits: 32, [Field("OTPC_NWORDS", 12, 0)])
  static let fifoPort = Register("OTPC_FFPRT_REG", at: 0x18, bits: 32, [Field("OTPC_FFPRT", 31, 0, onRead: .modify)])
  static let fifoRead = Register("OTPC_FFRD_REG", at: 0x1C, bits: 32, [.readOnly("OTPC_FFRD", 31, 0)])

  static let block = RegisterBlock(
    "OTPC", at: 0x4000_8000, size: 0x100, "OTP controller",
    [
      modeRegister,
      programControl,
      status,
      busAddress,
      cellAddress,
      wordCount,
      fifoPort,
      fifoRead,
    ])
}
