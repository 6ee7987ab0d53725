import Machine

/// The registers of RNG.
/// Source: the vendor's public register list (CMSIS-SVD).
extension RNG {
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let ready = PeripheralEvent("VALRDY", at: 0x100)
  static let isCorrected = Field("DERCEN", 0)
  static let config = Register("CONFIG", at: 0x504, bits: 32, [isCorrected])
  static let value = Register("VALUE", at: 0x508, bits: 32, [.readOnly("VALUE", 7, 0)])

  static let layout = PageLayout(
    tasks: [start, stop], events: [ready], shorts: [PeripheralShort("VALRDY_STOP", bit: 0, from: ready, to: stop)],
    [config, value])
}
