import Machine

/// The registers of SPI0 and SPI1.
/// Source: the vendor's public register list (CMSIS-SVD).
extension SPIMaster {
  static let ready = PeripheralEvent("READY", at: 0x108)

  static let isEnabled = Field("ENABLE", 2, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let selectSCK = Register("PSELSCK", at: 0x508, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectMOSI = Register("PSELMOSI", at: 0x50C, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectMISO = Register("PSELMISO", at: 0x510, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let received = Register("RXD", at: 0x518, bits: 32, [.readOnly("RXD", 7, 0, onRead: .modify)])
  static let transmit = Register("TXD", at: 0x51C, bits: 32, [Field("TXD", 7, 0)])
  static let frequency = Register("FREQUENCY", at: 0x524, bits: 32, reset: 0x0400_0000, [Field("FREQUENCY", 31, 0)])
  static let isLeastFirst = Field("ORDER", 0)
  static let phase = Field("CPHA", 1)
  static let polarity = Field("CPOL", 2)
  static let config = Register("CONFIG", at: 0x554, bits: 32, [isLeastFirst, phase, polarity])

  static let layout = PageLayout(
    events: [ready],
    [enable, selectSCK, selectMOSI, selectMISO, received, transmit, frequency, config])
}
