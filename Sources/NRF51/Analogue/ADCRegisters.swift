import Machine

/// The registers of ADC.
/// Source: the vendor's public register list (CMSIS-SVD).
extension ADC {
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let ended = PeripheralEvent("END", at: 0x100)

  static let isBusy = Field.readOnly("BUSY", 0)
  static let busy = Register("BUSY", at: 0x400, bits: 32, [isBusy])
  static let isEnabled = Field("ENABLE", 1, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let resolution = Field("RES", 1, 0)
  static let input = Field("INPSEL", 4, 2)
  static let reference = Field("REFSEL", 6, 5)
  static let inputPin = Field("PSEL", 15, 8)
  static let externalReference = Field("EXTREFSEL", 17, 16)
  static let config = Register(
    "CONFIG", at: 0x504, bits: 32, reset: 0x18, [resolution, input, reference, inputPin, externalReference])
  static let result = Register("RESULT", at: 0x508, bits: 32, [.readOnly("RESULT", 9, 0)])

  static let layout = PageLayout(tasks: [start, stop], events: [ended], [busy, enable, config, result])
}
