import Machine

/// The registers of CCM.
/// Source: the vendor's public register list (CMSIS-SVD).
extension CCM {
  static let generate = PeripheralTask("KSGEN", at: 0x000)
  static let crypt = PeripheralTask("CRYPT", at: 0x004)
  static let stop = PeripheralTask("STOP", at: 0x008)

  static let generated = PeripheralEvent("ENDKSGEN", at: 0x100)
  static let crypted = PeripheralEvent("ENDCRYPT", at: 0x104)
  static let failed = PeripheralEvent("ERROR", at: 0x108)

  static let isIntact = Field.readOnly("MICSTATUS", 0)
  static let micStatus = Register("MICSTATUS", at: 0x400, bits: 32, [isIntact])
  static let isEnabled = Field("ENABLE", 1, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let isDecryption = Field("MODE", 0)
  static let mode = Register("MODE", at: 0x504, bits: 32, reset: 1, [isDecryption])
  static let configuration = Register("CNFPTR", at: 0x508, bits: 32, [Field("VALUE", 31, 0)])
  static let input = Register("INPTR", at: 0x50C, bits: 32, [Field("VALUE", 31, 0)])
  static let output = Register("OUTPTR", at: 0x510, bits: 32, [Field("VALUE", 31, 0)])
  static let scratch = Register("SCRATCHPTR", at: 0x514, bits: 32, [Field("VALUE", 31, 0)])

  static let layout = PageLayout(
    tasks: [generate, crypt, stop], events: [generated, crypted, failed],
    shorts: [PeripheralShort("ENDKSGEN_CRYPT", bit: 0, from: generated, to: crypt)],
    [micStatus, enable, mode, configuration, input, output, scratch])
}
