import Machine

/// The registers of the flash controller.
/// Source: the vendor's public register list.
extension QSPIC {
  static let qspicDisCs = Field.writeOnly("QSPIC_DIS_CS", 4)
  static let qspicEnCs = Field.writeOnly("QSPIC_EN_CS", 3)
  static let qspicSetQuad = Field.writeOnly("QSPIC_SET_QUAD", 2)
  static let qspicSetDual = Field.writeOnly("QSPIC_SET_DUAL", 1)
  static let qspicSetSingle = Field.writeOnly("QSPIC_SET_SINGLE", 0)
  static let qspicHrdyMd = Field("QSPIC_HRDY_MD", 6)
  static let qspicAutoMd = Field("QSPIC_AUTO_MD", 0)
  static let qspicBrkSz = Field("QSPIC_BRK_SZ", 17)
  static let qspicBrkEn = Field("QSPIC_BRK_EN", 16)
  static let qspicBrkWrd = Field("QSPIC_BRK_WRD", 15, 0)
  static let qspicErsState = Field.readOnly("QSPIC_ERS_STATE", 27, 25, onRead: .fetch)
  static let qspicEraseEn = Field("QSPIC_ERASE_EN", 24)
  static let qspicWenInst = Field("QSPIC_WEN_INST", 15, 8)
  static let qspicErsInst = Field("QSPIC_ERS_INST", 7, 0)
  static let qspicBusyVal = Field("QSPIC_BUSY_VAL", 15)
  static let qspicBusyPos = Field("QSPIC_BUSY_POS", 14, 12)
  static let qspicRstatInst = Field("QSPIC_RSTAT_INST", 7, 0)

  static let qspicCtrlbus = Register(
    "QSPIC_CTRLBUS_REG", at: 0x00, bits: 32,
    [
      qspicDisCs, qspicEnCs, qspicSetQuad, qspicSetDual, qspicSetSingle,
    ])
  static let qspicCtrlmode = Register(
    "QSPIC_CTRLMODE_REG", at: 0x04, bits: 32,
    [
      Field("QSPIC_USE_32BA", 13), Field("QSPIC_FORCENSEQ_EN", 12), Field("QSPIC_PCLK_MD", 11, 9),
      Field("QSPIC_RPIPE_EN", 8), Field("QSPIC_RXD_NEG", 7), qspicHrdyMd, Field("QSPIC_IO3_DAT", 5),
      Field("QSPIC_IO2_DAT", 4), Field("QSPIC_IO3_OEN", 3), Field("QSPIC_IO2_OEN", 2), Field("QSPIC_CLK_MD", 1),
      qspicAutoMd,
    ])
  static let qspicRecvdata = Register(
    "QSPIC_RECVDATA_REG", at: 0x08, bits: 32,
    [.readOnly("QSPIC_RECVDATA", 31, 0)])
  static let qspicBurstcmda = Register(
    "QSPIC_BURSTCMDA_REG", at: 0x0C, bits: 32,
    [
      Field("QSPIC_DMY_TX_MD", 31, 30), Field("QSPIC_EXT_TX_MD", 29, 28), Field("QSPIC_ADR_TX_MD", 27, 26),
      Field("QSPIC_INST_TX_MD", 25, 24), Field("QSPIC_EXT_BYTE", 23, 16), Field("QSPIC_INST_WB", 15, 8),
      Field("QSPIC_INST", 7, 0),
    ])
  static let qspicBurstcmdb = Register(
    "QSPIC_BURSTCMDB_REG", at: 0x10, bits: 32,
    [
      Field("QSPIC_DMY_FORCE", 15), Field("QSPIC_CS_HIGH_MIN", 14, 12), Field("QSPIC_WRAP_SIZE", 11, 10),
      Field("QSPIC_WRAP_LEN", 9, 8), Field("QSPIC_WRAP_MD", 7), Field("QSPIC_INST_MD", 6),
      Field("QSPIC_DMY_NUM", 5, 4), Field("QSPIC_EXT_HF_DS", 3), Field("QSPIC_EXT_BYTE_EN", 2),
      Field("QSPIC_DAT_RX_MD", 1, 0),
    ])
  static let qspicStatus = Register(
    "QSPIC_STATUS_REG", at: 0x14, bits: 32,
    [Field("QSPIC_BUSY", 0)])
  static let qspicWritedata = Register(
    "QSPIC_WRITEDATA_REG", at: 0x18, bits: 32,
    [.writeOnly("QSPIC_WRITEDATA", 31, 0)])
  static let qspicReaddata = Register(
    "QSPIC_READDATA_REG", at: 0x1C, bits: 32,
    [.readOnly("QSPIC_READDATA", 31, 0, onRead: .fetch)])
  static let qspicDummydata = Register(
    "QSPIC_DUMMYDATA_REG", at: 0x20, bits: 32,
    [.writeOnly("QSPIC_DUMMYDATA", 31, 0)])
  static let qspicErasectrl = Register(
    "QSPIC_ERASECTRL_REG", at: 0x24, bits: 32,
    [qspicErsState, qspicEraseEn, Field("QSPIC_ERS_ADDR", 23, 4)])
  static let qspicErasecmda = Register(
    "QSPIC_ERASECMDA_REG", at: 0x28, bits: 32,
    [
      Field("QSPIC_RES_INST", 31, 24), Field("QSPIC_SUS_INST", 23, 16), qspicWenInst, qspicErsInst,
    ])
  private static let eraseDelay =
    "how long the controller waits between an erase's commands: at least what the flash wants"
  static let qspicErasecmdb = Register(
    "QSPIC_ERASECMDB_REG", at: 0x2C, bits: 32, coverage: .storage,
    [
      Field("QSPIC_RESSUS_DLY", 29, 24).inert(because: eraseDelay),
      Field("QSPIC_ERSRES_HLD", 19, 16).inert(because: eraseDelay),
      Field("QSPIC_ERS_CS_HI", 14, 10).inert(because: eraseDelay),
      Field("QSPIC_EAD_TX_MD", 9, 8), Field("QSPIC_RES_TX_MD", 7, 6), Field("QSPIC_SUS_TX_MD", 5, 4),
      Field("QSPIC_WEN_TX_MD", 3, 2), Field("QSPIC_ERS_TX_MD", 1, 0),
    ])
  static let qspicBurstbrk = Register(
    "QSPIC_BURSTBRK_REG", at: 0x30, bits: 32,
    [
      Field("QSPIC_SEC_HF_DS", 20), Field("QSPIC_BRK_TX_MD", 19, 18), qspicBrkSz, qspicBrkEn, qspicBrkWrd,
    ])
  static let qspicStatuscmd = Register(
    "QSPIC_STATUSCMD_REG", at: 0x34, bits: 32,
    [
      Field("QSPIC_STSDLY_SEL", 22), Field("QSPIC_RESSTS_DLY", 21, 16), qspicBusyVal,
      qspicBusyPos, Field("QSPIC_RSTAT_RX_MD", 11, 10), Field("QSPIC_RSTAT_TX_MD", 9, 8),
      qspicRstatInst,
    ])
  static let qspicChckerase = Register(
    "QSPIC_CHCKERASE_REG", at: 0x38, bits: 32,
    [.writeOnly("QSPIC_CHCKERASE", 31, 0)])
  static let qspicGp = Register.inert(
    "QSPIC_GP_REG", at: 0x3C, bits: 32, because: "strength and slew of the flash's pads, which carry levels only here",
    [Field("QSPIC_PADS_SLEW", 4, 3), Field("QSPIC_PADS_DRV", 2, 1)])
  static let qspicUcodeStart = Register(
    "QSPIC_UCODE_START", at: 0x40, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode1 = Register(
    "QSPIC_UCODE_1", at: 0x44, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode2 = Register(
    "QSPIC_UCODE_2", at: 0x48, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode3 = Register(
    "QSPIC_UCODE_3", at: 0x4C, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode4 = Register(
    "QSPIC_UCODE_4", at: 0x50, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode5 = Register(
    "QSPIC_UCODE_5", at: 0x54, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode6 = Register(
    "QSPIC_UCODE_6", at: 0x58, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode7 = Register(
    "QSPIC_UCODE_7", at: 0x5C, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode8 = Register(
    "QSPIC_UCODE_8", at: 0x60, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode9 = Register(
    "QSPIC_UCODE_9", at: 0x64, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode10 = Register(
    "QSPIC_UCODE_10", at: 0x68, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode11 = Register(
    "QSPIC_UCODE_11", at: 0x6C, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode12 = Register(
    "QSPIC_UCODE_12", at: 0x70, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode13 = Register(
    "QSPIC_UCODE_13", at: 0x74, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode14 = Register(
    "QSPIC_UCODE_14", at: 0x78, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])
  static let qspicUcode15 = Register(
    "QSPIC_UCODE_15", at: 0x7C, bits: 32,
    [Field("QSPIC_UCODE_X", 31, 0)])

  static let block = RegisterBlock(
    "QSPIC", at: 0x0C00_0000, size: 0x80, "flash controller",
    [
      qspicCtrlbus, qspicCtrlmode, qspicRecvdata, qspicBurstcmda, qspicBurstcmdb, qspicStatus, qspicWritedata,
      qspicReaddata, qspicDummydata, qspicErasectrl, qspicErasecmda, qspicErasecmdb, qspicBurstbrk, qspicStatuscmd,
      qspicChckerase, qspicGp, qspicUcodeStart, qspicUcode1, qspicUcode2, qspicUcode3, qspicUcode4, qspicUcode5,
      qspicUcode6, qspicUcode7, qspicUcode8, qspicUcode9, qspicUcode10, qspicUcode11, qspicUcode12, qspicUcode13,
      qspicUcode14, qspicUcode15,
    ])
}
