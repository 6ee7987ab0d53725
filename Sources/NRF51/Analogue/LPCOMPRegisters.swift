import Machine

/// The registers of LPCOMP.
/// Source: the vendor's public register list (CMSIS-SVD).
extension LPCOMP {
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let sample = PeripheralTask("SAMPLE", at: 0x008)

  static let ready = PeripheralEvent("READY", at: 0x100)
  static let down = PeripheralEvent("DOWN", at: 0x104)
  static let up = PeripheralEvent("UP", at: 0x108)
  static let cross = PeripheralEvent("CROSS", at: 0x10C)

  static let result = Register("RESULT", at: 0x400, bits: 32, [.readOnly("RESULT", 0)])
  static let isEnabled = Field("ENABLE", 1, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let input = Register("PSEL", at: 0x504, bits: 32, [Field("PSEL", 2, 0)])
  static let reference = Register("REFSEL", at: 0x508, bits: 32, [Field("REFSEL", 2, 0)])
  static let externalReference = Register("EXTREFSEL", at: 0x50C, bits: 32, [Field("EXTREFSEL", 0)])
  static let detect = Register("ANADETECT", at: 0x520, bits: 32, [Field("ANADETECT", 1, 0)])

  static let layout = PageLayout(
    tasks: [start, stop, sample], events: [ready, down, up, cross],
    shorts: [
      PeripheralShort("READY_SAMPLE", bit: 0, from: ready, to: sample),
      PeripheralShort("READY_STOP", bit: 1, from: ready, to: stop),
      PeripheralShort("DOWN_STOP", bit: 2, from: down, to: stop),
      PeripheralShort("UP_STOP", bit: 3, from: up, to: stop),
      PeripheralShort("CROSS_STOP", bit: 4, from: cross, to: stop),
    ],
    [result, enable, input, reference, externalReference, detect])
}
