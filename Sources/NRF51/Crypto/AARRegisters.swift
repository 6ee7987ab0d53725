import Machine

/// The registers of AAR.
/// Source: the vendor's public register list (CMSIS-SVD).
extension AAR {
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x008)

  static let ended = PeripheralEvent("END", at: 0x100)
  static let resolved = PeripheralEvent("RESOLVED", at: 0x104)
  static let notResolved = PeripheralEvent("NOTRESOLVED", at: 0x108)

  static let status = Register("STATUS", at: 0x400, bits: 32, [.readOnly("STATUS", 3, 0)])
  static let isEnabled = Field("ENABLE", 1, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let keyCount = Register("NIRK", at: 0x504, bits: 32, reset: 1, [Field("NIRK", 4, 0)])
  static let keys = Register("IRKPTR", at: 0x508, bits: 32, [Field("VALUE", 31, 0)])
  static let address = Register("ADDRPTR", at: 0x510, bits: 32, [Field("VALUE", 31, 0)])
  static let scratch = Register("SCRATCHPTR", at: 0x514, bits: 32, [Field("VALUE", 31, 0)])

  static let layout = PageLayout(
    tasks: [start, stop], events: [ended, resolved, notResolved],
    [status, enable, keyCount, keys, address, scratch])
}
