import Machine

/// The registers of QDEC.
/// Source: the vendor's public register list (CMSIS-SVD).
extension QDEC {
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let readAndClear = PeripheralTask("READCLRACC", at: 0x008)

  static let sampleReady = PeripheralEvent("SAMPLERDY", at: 0x100)
  static let reportReady = PeripheralEvent("REPORTRDY", at: 0x104)
  static let overflow = PeripheralEvent("ACCOF", at: 0x108)

  static let isEnabled = Field("ENABLE", 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let lightPolarity = Register("LEDPOL", at: 0x504, bits: 32, [Field("LEDPOL", 0)])
  static let samplePeriod = Register("SAMPLEPER", at: 0x508, bits: 32, [Field("SAMPLEPER", 2, 0)])
  static let sample = Register("SAMPLE", at: 0x50C, bits: 32, [.readOnly("SAMPLE", 31, 0)])
  static let reportPeriod = Register("REPORTPER", at: 0x510, bits: 32, [Field("REPORTPER", 2, 0)])
  static let accumulator = Register("ACC", at: 0x514, bits: 32, [.readOnly("VALUE", 31, 0)])
  static let accumulatorRead = Register("ACCREAD", at: 0x518, bits: 32, [.readOnly("VALUE", 31, 0)])
  static let selectLED = Register("PSELLED", at: 0x51C, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectA = Register("PSELA", at: 0x520, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectB = Register("PSELB", at: 0x524, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let debounce = Register("DBFEN", at: 0x528, bits: 32, [Field("DBFEN", 0)])
  static let lightTime = Register("LEDPRE", at: 0x540, bits: 32, reset: 0x10, [Field("LEDPRE", 8, 0)])
  static let doubles = Register("ACCDBL", at: 0x544, bits: 32, [.readOnly("ACCDBL", 3, 0)])
  static let doublesRead = Register("ACCDBLREAD", at: 0x548, bits: 32, [.readOnly("ACCDBLREAD", 3, 0)])

  static let layout = PageLayout(
    tasks: [start, stop, readAndClear], events: [sampleReady, reportReady, overflow],
    shorts: [
      PeripheralShort("REPORTRDY_READCLRACC", bit: 0, from: reportReady, to: readAndClear),
      PeripheralShort("SAMPLERDY_STOP", bit: 1, from: sampleReady, to: stop),
    ],
    [
      enable, lightPolarity, samplePeriod, sample, reportPeriod, accumulator, accumulatorRead, selectLED, selectA,
      selectB, debounce, lightTime, doubles, doublesRead,
    ])
}
