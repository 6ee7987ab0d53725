import Machine

/// The registers of ECB.
/// Source: the vendor's public register list (CMSIS-SVD).
extension ECB {
  static let start = PeripheralTask("STARTECB", at: 0x000)
  static let stop = PeripheralTask("STOPECB", at: 0x004)
  static let ended = PeripheralEvent("ENDECB", at: 0x100)
  static let failed = PeripheralEvent("ERRORECB", at: 0x104)
  static let pointer = Register("ECBDATAPTR", at: 0x504, bits: 32, [Field("VALUE", 31, 0)])

  static let layout = PageLayout(tasks: [start, stop], events: [ended, failed], [pointer])
}
