import Machine

/// The registers of SPIS1.
/// Source: the vendor's public register list (CMSIS-SVD).
extension SPISlave {
  static let acquire = PeripheralTask("ACQUIRE", at: 0x024)
  static let release = PeripheralTask("RELEASE", at: 0x028)

  static let ended = PeripheralEvent("END", at: 0x104)
  static let receiveEnded = PeripheralEvent("ENDRX", at: 0x110)
  static let acquired = PeripheralEvent("ACQUIRED", at: 0x128)

  static let semaphore = Register("SEMSTAT", at: 0x400, bits: 32, reset: 1, [.readOnly("SEMSTAT", 1, 0)])
  static let hasOverread = Field("OVERREAD", 0, onWrite: .oneToClear)
  static let hasOverflow = Field("OVERFLOW", 1, onWrite: .oneToClear)
  static let status = Register("STATUS", at: 0x440, bits: 32, [hasOverread, hasOverflow])
  static let isEnabled = Field("ENABLE", 2, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let selectSCK = Register("PSELSCK", at: 0x508, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectMISO = Register("PSELMISO", at: 0x50C, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectMOSI = Register("PSELMOSI", at: 0x510, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectCSN = Register("PSELCSN", at: 0x514, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let receivePointer = Register("RXDPTR", at: 0x534, bits: 32, [Field("VALUE", 31, 0)])
  static let receiveMaximum = Register("MAXRX", at: 0x538, bits: 32, [Field("MAXRX", 7, 0)])
  static let receiveAmount = Register("AMOUNTRX", at: 0x53C, bits: 32, [.readOnly("AMOUNTRX", 7, 0)])
  static let transmitPointer = Register("TXDPTR", at: 0x544, bits: 32, [Field("VALUE", 31, 0)])
  static let transmitMaximum = Register("MAXTX", at: 0x548, bits: 32, [Field("MAXTX", 7, 0)])
  static let transmitAmount = Register("AMOUNTTX", at: 0x54C, bits: 32, [.readOnly("AMOUNTTX", 7, 0)])
  static let isLeastFirst = Field("ORDER", 0)
  static let phase = Field("CPHA", 1)
  static let polarity = Field("CPOL", 2)
  static let config = Register("CONFIG", at: 0x554, bits: 32, [isLeastFirst, phase, polarity])
  static let defaultCharacter = Register("DEF", at: 0x55C, bits: 32, [Field("DEF", 7, 0)])
  static let overReadCharacter = Register("ORC", at: 0x5C0, bits: 32, [Field("ORC", 7, 0)])

  static let layout = PageLayout(
    tasks: [acquire, release], events: [ended, receiveEnded, acquired],
    shorts: [PeripheralShort("END_ACQUIRE", bit: 2, from: ended, to: acquire)],
    [
      semaphore, status, enable, selectSCK, selectMISO, selectMOSI, selectCSN, receivePointer, receiveMaximum,
      receiveAmount, transmitPointer, transmitMaximum, transmitAmount, config, defaultCharacter, overReadCharacter,
    ])
}
