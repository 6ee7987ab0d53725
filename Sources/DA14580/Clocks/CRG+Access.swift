import Machine

/// What reading and writing the registers of CRG does.
extension CRG {
  private var systemStatus: UInt32 {
    func domain(isDown: Bool, at bit: UInt32) -> UInt32 { 1 << (isDown ? bit : bit + 1) }
    return (isSettled ? 1 << 7 : 0) | (isTrimReady ? 1 << 6 : 0) | 1 << 4
      | domain(isDown: bank.isSet(Self.pmuCtrl, Self.periphSleep), at: 2)
      | domain(isDown: bank.isSet(Self.pmuCtrl, Self.radioSleep), at: 0)
  }

  /// What software reads.
  func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.clkCtrl:
      let running: UInt32 =
        switch fabric.clocks.settings.systemSource {
        case .xtal16M: 1 << 7
        case .rc16M: 1 << 6
        case .lowPower: 1 << 5
        }
      return bank[offset] & 0xF | running
    case Self.sysStat: return systemStatus
    case Self.anaStatus: return 1 << 7 | 1 << 4 | 1 << 2 | (bank.isSet(Self.clkAmba, Self.otpEnable) ? 1 << 3 : 0)
    default: return bank[offset]
    }
  }

  /// What a write by software does.
  func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.clkCtrl:
      applyClocks()
      if isCrystalEnabled { startCrystal() } else { stopCrystal() }
    case Self.clkAmba, Self.clkPer, Self.clk32k, Self.clkRcx20k, Self.clk16m: applyClocks()
    case Self.pmuCtrl: applyDomains(old: old)
    case Self.sysCtrl:
      applyClocks()
      fabric.pads.setTransparent(bank.isSet(Self.sysCtrl, Self.padLatchEn))
      if Self.remapAdr0.get(value) != Self.remapAdr0.get(old) { onRemap?() }
      if Self.swReset.isSet(in: value) { onReset?() }
    default: break
    }
  }
}
