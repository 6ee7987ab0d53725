import Machine

/// The registers of TEMP.
/// Source: the vendor's public register list (CMSIS-SVD).
extension TEMP {
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let ready = PeripheralEvent("DATARDY", at: 0x100)
  static let value = Register("TEMP", at: 0x508, bits: 32, [.readOnly("VALUE", 31, 0)])

  static let layout = PageLayout(tasks: [start, stop], events: [ready], [value])
}
