import Machine

/// The registers of the OTP controller.
/// Source: the vendor's public register list.
extension OTPC {
  static let useSpareRows = Field("OTPC_MODE_USE_SP_ROWS", 8)
  static let flush = Field("OTPC_MODE_FIFO_FLUSH", 5, onWrite: .clear)
  static let useDMA = Field("OTPC_MODE_USE_DMA", 4)
  static let mode = Field("OTPC_MODE_MODE", 2, 0)
  static let start = Field("OTPC_PCTRL_PSTART", 15, onWrite: .clear)
  static let cell = Field("OTPC_PCTRL_WADDR", 12, 0)
  static let pulseWidth = Field("OTPC_TIM1_CC_T_PW", 15, 8)

  static let otpcMode = Register(
    "OTPC_MODE_REG", at: 0x00, bits: 32,
    [
      Field("OTPC_MODE_RLD_RR_REQ", 9), useSpareRows, Field("OTPC_MODE_ERR_RESP_DIS", 6), flush, useDMA, mode,
    ])
  static let otpcPctrl = Register(
    "OTPC_PCTRL_REG", at: 0x04, bits: 32,
    [start, Field("OTPC_PCTRL_PRETRY", 14), cell])
  static let otpcStat = Register(
    "OTPC_STAT_REG", at: 0x08, bits: 32, reset: 0x51,
    [
      .readOnly("OTPC_STAT_NWORDS", 29, 16), .readOnly("OTPC_STAT_FWORDS", 11, 8), Field("OTPC_STAT_RERROR", 7),
      .readOnly("OTPC_STAT_ARDY", 6), .readOnly("OTPC_STAT_TERROR", 5), .readOnly("OTPC_STAT_TRDY", 4),
      .readOnly("OTPC_STAT_PZERO", 3), .readOnly("OTPC_STAT_PERR_COR", 2), .readOnly("OTPC_STAT_PERR_UNC", 1),
      .readOnly("OTPC_STAT_PRDY", 0),
    ])
  static let otpcAhbadr = Register(
    "OTPC_AHBADR_REG", at: 0x0C, bits: 32, reset: 0x7FC0000,
    [Field("OTPC_AHBADR", 31, 2)])
  static let otpcCeladr = Register(
    "OTPC_CELADR_REG", at: 0x10, bits: 32,
    [Field("OTPC_CELADR", 13, 0)])
  static let otpcNwords = Register(
    "OTPC_NWORDS_REG", at: 0x14, bits: 32,
    [Field("OTPC_NWORDS", 13, 0)])
  static let otpcFfprt = Register(
    "OTPC_FFPRT_REG", at: 0x18, bits: 32,
    [Field("OTPC_FFPRT", 31, 0, onRead: .modify)])
  static let otpcFfrd = Register(
    "OTPC_FFRD_REG", at: 0x1C, bits: 32,
    [.readOnly("OTPC_FFRD", 31, 0, onRead: .modify)])
  static let otpcPwordl = Register(
    "OTPC_PWORDL_REG", at: 0x20, bits: 32,
    [Field("OTPC_PWORDL", 31, 0)])
  static let otpcPwordh = Register(
    "OTPC_PWORDH_REG", at: 0x24, bits: 32,
    [Field("OTPC_PWORDH", 31, 0)])
  static let otpcTim1 = Register(
    "OTPC_TIM1_REG", at: 0x28, bits: 32, reset: 0x1A104F20,
    [
      Field("OTPC_TIM1_CC_T_25NS", 31), Field("OTPC_TIM1_CC_T_200NS", 30, 27), Field("OTPC_TIM1_CC_T_500NS", 26, 22),
      Field("OTPC_TIM1_CC_T_1US", 21, 16), pulseWidth, Field("OTPC_TIM1_CC_T_CADX", 7, 0),
    ])
  static let otpcTim2 = Register.inert(
    "OTPC_TIM2_REG", at: 0x2C, bits: 32, reset: 0x10000,
    because: "timing of the OTP cell's blank check and standby, neither of which takes time here",
    [Field("OTPC_TIM2_RDENL_PROT", 23), Field("OTPC_TIM2_CC_T_BCHK", 22, 16), Field("OTPC_TIM2_CC_STBY_THR", 9, 0)])

  static let block = RegisterBlock(
    "OTPC", at: 0x07F4_0000, size: 0x100, "OTP controller",
    [
      otpcMode, otpcPctrl, otpcStat, otpcAhbadr, otpcCeladr, otpcNwords, otpcFfprt, otpcFfrd, otpcPwordl, otpcPwordh,
      otpcTim1, otpcTim2,
    ])
}
