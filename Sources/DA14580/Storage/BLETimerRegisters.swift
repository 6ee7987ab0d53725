import Machine

/// The registers of the Bluetooth core.
/// Source: the vendor's public register list.
extension BLETimer {
  static let sleepMask = Field("SLPINTMSK", 2)
  static let sleepStatus = Field.readOnly("SLPINTSTAT", 2)
  static let sleepRaw = Field.readOnly("SLPINTRAWSTAT", 2)
  static let sleepAcknowledge = Field.writeOnly("SLPINTACK", 2)
  static let isSleeping = Field.readOnly("DEEP_SLEEP_STAT", 15)
  static let softWakeup = Field("SOFT_WAKEUP_REQ", 4, onWrite: .clear)
  static let sleepOn = Field("DEEP_SLEEP_ON", 2, onWrite: .clear)
  static let requestSet = Field("TWIRQ_SET", 20, 10)
  static let requestReset = Field("TWIRQ_RESET", 9, 0)
  static let isWakeupRequested = Field.readOnly("WAKEUPLPSTAT", 20)

  static let interruptControl = Register(
    "BLE_INTCNTL_REG", at: 0x0C, bits: 32, reset: 0xFF801F,
    [
      Field("INTCSCNTL", 31, 16), Field("CSCNTDEVMSK", 15), Field("RADIOCNTLINTMSK", 8), Field("FINETGTIMINTMSK", 7),
      Field("GROSSTGTIMINTMSK", 6), Field("ERRORINTMSK", 5), Field("CRYPTINTMSK", 4), Field("EVENTINTMSK", 3),
      sleepMask, Field("RXINTMSK", 1), Field("CSCNTINTMSK", 0),
    ])
  static let interruptStatus = Register(
    "BLE_INTSTAT_REG", at: 0x10, bits: 32,
    [
      .readOnly("RADIOCNTLINTSTAT", 8), .readOnly("FINETGTIMINTSTAT", 7), .readOnly("GROSSTGTIMINTSTAT", 6),
      .readOnly("ERRORINTSTAT", 5), .readOnly("CRYPTINTSTAT", 4), .readOnly("EVENTINTSTAT", 3), sleepStatus,
      .readOnly("RXINTSTAT", 1), .readOnly("CSCNTINTSTAT", 0),
    ])
  static let rawStatus = Register(
    "BLE_INTRAWSTAT_REG", at: 0x14, bits: 32,
    [
      .readOnly("RADIOCNTLINTRAWSTAT", 8), .readOnly("FINETGTIMINTRAWSTAT", 7), .readOnly("GROSSTGTIMINTRAWSTAT", 6),
      .readOnly("ERRORINTRAWSTAT", 5), .readOnly("CRYPTINTRAWSTAT", 4), .readOnly("EVENTINTRAWSTAT", 3), sleepRaw,
      .readOnly("RXINTRAWSTAT", 1), .readOnly("CSCNTINTRAWSTAT", 0),
    ])
  static let acknowledge = Register(
    "BLE_INTACK_REG", at: 0x18, bits: 32,
    [
      .writeOnly("RADIOCNTLINTACK", 8), .writeOnly("FINETGTIMINTACK", 7), .writeOnly("GROSSTGTIMINTACK", 6),
      .writeOnly("ERRORINTACK", 5), .writeOnly("CRYPTINTACK", 4), .writeOnly("EVENTINTACK", 3), sleepAcknowledge,
      .writeOnly("RXINTACK", 1), .writeOnly("CSCNTINTACK", 0),
    ])
  static let sleepControl = Register(
    "BLE_DEEPSLCNTL_REG", at: 0x30, bits: 32,
    [
      Field("EXTWKUPDSB", 31), isSleeping, softWakeup, Field("DEEP_SLEEP_CORR_EN", 3), sleepOn,
      Field("DEEP_SLEEP_IRQ_EN", 1, 0),
    ])
  static let sleepTime = Register("BLE_DEEPSLWKUP_REG", at: 0x34, bits: 32, [Field("DEEPSLTIME", 31, 0)])
  static let sleepDuration = Register("BLE_DEEPSLSTAT_REG", at: 0x38, bits: 32, [.readOnly("DEEPSLDUR", 31, 0)])
  static let preset = Register(
    "BLE_ENBPRESET_REG", at: 0x3C, bits: 32, [Field("TWEXT", 31, 21), requestSet, requestReset])
  static let control2 = Register(
    "BLE_CNTL2_REG", at: 0x200, bits: 32, reset: 0x4,
    [
      Field("BLE_RSSI_SEL", 21), isWakeupRequested, Field("SW_RPL_SPI", 19), Field("BB_ONLY", 18),
      Field("RADIO_ONLY", 17), Field("BLE_CLK_SEL", 14, 9), .readOnly("RADIO_PWRDN_ALLOW", 8), Field("MON_LP_CLK", 7),
      .readOnly("BLE_CLK_STAT", 6), Field("DIAGPORT_REVERSE", 5), Field("DIAGPORT_SEL", 4, 3), Field("EMACCERRMSK", 2),
      .writeOnly("EMACCERRACK", 1), .readOnly("EMACCERRSTAT", 0),
    ])

  static let block = RegisterBlock(
    "BLE", at: 0x4000_0000, size: 0x300, "Bluetooth LE core",
    [
      Register(
        "BLE_RWBTLECNTL_REG", at: 0x00, bits: 32, coverage: .storage,
        [
          Field("MASTER_SOFT_RST", 31), Field("MASTER_TGSOFT_RST", 30), Field("REG_SOFT_RST", 29),
          Field("RFTEST_ABORT", 26), Field("ADVERT_ABORT", 25), Field("SCAN_ABORT", 24), Field("MD_DSB", 22),
          Field("SN_DSB", 21), Field("NESN_DSB", 20), Field("CRYPT_DSB", 19), Field("WHIT_DSB", 18),
          Field("CRC_DSB", 17), Field("HOP_REMAP_DSB", 16), Field("TXWINOFFSEL", 12), Field("RXDESCPTRSEL", 11),
          Field("ADVERRFILT_EN", 10), Field("WLSYNC_EN", 9), Field("RWBLE_EN", 8), Field("RXWINSZDEF", 7, 4),
          Field("SYNCERR", 2, 0),
        ]),
      Register(
        "BLE_VERSION_REG", at: 0x04, bits: 32, coverage: .storage,
        [.readOnly("TYP", 31, 24), .readOnly("REL", 23, 16), .readOnly("UPG", 15, 8), .readOnly("BUILD", 7, 0)]),
      Register(
        "BLE_RWBTLECONF_REG", at: 0x08, bits: 32, reset: 0xE080017, coverage: .storage,
        [
          .readOnly("ADD_WIDTH", 29, 24), .readOnly("RFIF", 22, 16), .readOnly("CLK_SEL", 13, 8),
          .readOnly("DMMODE", 5), .readOnly("INTMODE", 4), .readOnly("WLAN", 3), .readOnly("USEDBG", 2),
          .readOnly("USECRYPT", 1), .readOnly("BUSWIDTH", 0),
        ]),
      interruptControl,
      interruptStatus,
      rawStatus,
      acknowledge,
      Register("BLE_BASETIMECNT_REG", at: 0x1C, bits: 32, coverage: .storage, [.readOnly("BASETIMECNT", 26, 0)]),
      Register("BLE_FINETIMECNT_REG", at: 0x20, bits: 32, coverage: .storage, [.readOnly("FINECNT", 9, 0)]),
      Register("BLE_BDADDRL_REG", at: 0x24, bits: 32, coverage: .storage, [Field("BDADDRL", 31, 0)]),
      Register(
        "BLE_BDADDRU_REG", at: 0x28, bits: 32, coverage: .storage, [Field("PRIV_NPUB", 16), Field("BDADDRU", 15, 0)]),
      Register("BLE_CURRENTRXDESCPTR_REG", at: 0x2C, bits: 32, coverage: .storage, [Field("CURRENTRXDESCPTR", 13, 0)]),
      sleepControl,
      sleepTime,
      sleepDuration,
      preset,
      Register("BLE_FINECNTCORR_REG", at: 0x40, bits: 32, coverage: .storage, [Field("FINECNTCORR", 9, 0)]),
      Register("BLE_BASETIMECNTCORR_REG", at: 0x44, bits: 32, coverage: .storage, [Field("BASETIMECNTCORR", 26, 0)]),
      Register(
        "BLE_DIAGCNTL_REG", at: 0x50, bits: 32, coverage: .storage,
        [
          Field("DIAG3_EN", 31), Field("DIAG3", 29, 24), Field("DIAG2_EN", 23), Field("DIAG2", 21, 16),
          Field("DIAG1_EN", 15), Field("DIAG1", 13, 8), Field("DIAG0_EN", 7), Field("DIAG0", 5, 0),
        ]),
      Register(
        "BLE_DIAGSTAT_REG", at: 0x54, bits: 32, coverage: .storage,
        [
          .readOnly("DIAG3STAT", 31, 24), .readOnly("DIAG2STAT", 23, 16), .readOnly("DIAG1STAT", 15, 8),
          .readOnly("DIAG0STAT", 7, 0),
        ]),
      Register("BLE_DEBUGADDMAX_REG", at: 0x58, bits: 32, coverage: .storage, [Field("ADDMAX", 15, 0)]),
      Register("BLE_DEBUGADDMIN_REG", at: 0x5C, bits: 32, coverage: .storage, [Field("ADDMIN", 15, 0)]),
      Register(
        "BLE_ERRORTYPESTAT_REG", at: 0x60, bits: 32, coverage: .storage,
        [
          .readOnly("CSFORMAT_ERROR", 11), .readOnly("CSTXPTR_ERROR", 10), .readOnly("RADIO_EMACC_ERROR", 8),
          .readOnly("LLCHMAP_ERROR", 7), .readOnly("IFS_UNDERRUN", 6), .readOnly("RXCRYPT_ERROR", 5),
          .readOnly("WHITELIST_ERROR", 4), .readOnly("APFM_ERROR", 3), .readOnly("TXDESC_ERROR", 2),
          .readOnly("PKTCNTL_EMACC_ERROR", 1), .readOnly("TXCRYPT_ERROR", 0),
        ]),
      Register("BLE_SWPROFILING_REG", at: 0x64, bits: 32, coverage: .storage, [Field("SWPROFVAL", 31, 0)]),
      Register("BLE_RADIOCNTL0_REG", at: 0x70, bits: 32, reset: 0x2102, coverage: .storage, [Field("DPCORR_EN", 22)]),
      Register("BLE_RADIOCNTL1_REG", at: 0x74, bits: 32, coverage: .storage, [Field("XRFSEL", 20, 16)]),
      Register(
        "BLE_RADIOPWRUPDN_REG", at: 0x80, bits: 32, reset: 0xD203D2, coverage: .storage,
        [Field("RTRIP_DELAY", 30, 24), Field("RXPWRUP", 23, 16), Field("TXPWRDN", 11, 8), Field("TXPWRUP", 7, 0)]),
      Register("BLE_ADVCHMAP_REG", at: 0x90, bits: 32, reset: 0x7, coverage: .storage, [Field("ADVCHMAP", 2, 0)]),
      Register("BLE_ADVTIM_REG", at: 0xA0, bits: 32, coverage: .storage, [Field("ADVINT", 13, 0)]),
      Register(
        "BLE_ACTSCANSTAT_REG", at: 0xA4, bits: 32, coverage: .storage,
        [Field("BACKOFF", 24, 16), Field("UPPERLIMIT", 8, 0)]),
      Register("BLE_WLPUBADDPTR_REG", at: 0xB0, bits: 32, coverage: .storage, [Field("WLPUBADDPTR", 15, 0)]),
      Register("BLE_WLPRIVADDPTR_REG", at: 0xB4, bits: 32, coverage: .storage, [Field("WLPRIVADDPTR", 15, 0)]),
      Register(
        "BLE_WLNBDEV_REG", at: 0xB8, bits: 32, coverage: .storage, [Field("NBPRIVDEV", 15, 8), Field("NBPUBDEV", 7, 0)]),
      Register("BLE_AESCNTL_REG", at: 0xC0, bits: 32, coverage: .storage, [Field("AES_START", 0)]),
      Register("BLE_AESKEY31_0_REG", at: 0xC4, bits: 32, coverage: .storage, [Field("AESKEY31_0", 31, 0)]),
      Register("BLE_AESKEY63_32_REG", at: 0xC8, bits: 32, coverage: .storage, [Field("AESKEY63_32", 31, 0)]),
      Register("BLE_AESKEY95_64_REG", at: 0xCC, bits: 32, coverage: .storage, [Field("AESKEY95_64", 31, 0)]),
      Register("BLE_AESKEY127_96_REG", at: 0xD0, bits: 32, coverage: .storage, [Field("AESKEY127_96", 31, 0)]),
      Register("BLE_AESPTR_REG", at: 0xD4, bits: 32, coverage: .storage, [Field("AESPTR", 15, 0)]),
      Register("BLE_TXMICVAL_REG", at: 0xD8, bits: 32, coverage: .storage, [.readOnly("TXMICVAL", 31, 0)]),
      Register("BLE_RXMICVAL_REG", at: 0xDC, bits: 32, coverage: .storage, [.readOnly("RXMICVAL", 31, 0)]),
      Register(
        "BLE_RFTESTCNTL_REG", at: 0xE0, bits: 32, coverage: .storage,
        [
          Field("INFINITERX", 31), Field("INFINITETX", 15), Field("TXLENGTHSRC", 14), Field("PRBSTYPE", 13),
          Field("TXPLDSRC", 12), Field("TXLENGTH", 8, 0),
        ]),
      Register("BLE_TIMGENCNTL_REG", at: 0xF0, bits: 32, coverage: .storage, [Field("PREFTECH_TIME", 7, 0)]),
      Register("BLE_GROSSTIMTGT_REG", at: 0xF4, bits: 32, coverage: .storage, [Field("GROSSTARGET", 15, 0)]),
      Register("BLE_FINETIMTGT_REG", at: 0xF8, bits: 32, coverage: .storage, [Field("FINETARGET", 26, 0)]),
      Register("BLE_SAMPLECLK_REG", at: 0xFC, bits: 32, coverage: .storage, [Field("SAMP", 0)]),
      control2,
      Register(
        "BLE_RF_DIAGIRQ_REG", at: 0x204, bits: 32, coverage: .storage,
        [
          .readOnly("DIAGIRQ_STAT_3", 31), Field("DIAGIRQ_EDGE_3", 30), Field("DIAGIRQ_BSEL_3", 29, 27),
          Field("DIAGIRQ_WSEL_3", 26, 25), Field("DIAGIRQ_MASK_3", 24), .readOnly("DIAGIRQ_STAT_2", 23),
          Field("DIAGIRQ_EDGE_2", 22), Field("DIAGIRQ_BSEL_2", 21, 19), Field("DIAGIRQ_WSEL_2", 18, 17),
          Field("DIAGIRQ_MASK_2", 16), .readOnly("DIAGIRQ_STAT_1", 15), Field("DIAGIRQ_EDGE_1", 14),
          Field("DIAGIRQ_BSEL_1", 13, 11), Field("DIAGIRQ_WSEL_1", 10, 9), Field("DIAGIRQ_MASK_1", 8),
          .readOnly("DIAGIRQ_STAT_0", 7), Field("DIAGIRQ_EDGE_0", 6), Field("DIAGIRQ_BSEL_0", 5, 3),
          Field("DIAGIRQ_WSEL_0", 2, 1), Field("DIAGIRQ_MASK_0", 0),
        ]),
    ])
}
