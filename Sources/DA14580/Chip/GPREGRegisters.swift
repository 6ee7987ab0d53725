import Machine

/// General-purpose registers: freeze bits, and the map of the exchange memory.
/// Source: the vendor's public register list.
extension GPREG {
  static let exchangeMap = Field("EM_MAP", 5, 1)
  static let wakeupRequest = Field("BLE_WAKEUP_REQ", 0)

  static let setFreeze = Register(
    "SET_FREEZE_REG", at: 0x00,
    [Field("FRZ_WDOG", 3), Field("FRZ_BLETIM", 2), Field("FRZ_SWTIM", 1), Field("FRZ_WKUPTIM", 0)])
  static let resetFreeze = Register(
    "RESET_FREEZE_REG", at: 0x02,
    [Field("FRZ_WDOG", 3), Field("FRZ_BLETIM", 2), Field("FRZ_SWTIM", 1), Field("FRZ_WKUPTIM", 0)])
  static let gpControl = Register("GP_CONTROL_REG", at: 0x08, reset: 0x2, [exchangeMap, wakeupRequest])

  static let block = RegisterBlock(
    "GPREG", at: 0x5000_3300, size: 0x100, "freeze bits and exchange memory",
    [
      setFreeze,
      resetFreeze,
      .inert(
        "DEBUG_REG", at: 0x04, reset: 0x1,
        because: "freezes blocks while a debugger holds the CPU, which none does here", [Field("DEBUGS_FREEZE_EN", 0)]),
      .inert(
        "GP_STATUS_REG", at: 0x06, because: "a mark of the firmware's own for production testers",
        [Field("CAL_PHASE", 0)]),
      gpControl,
    ])
}
