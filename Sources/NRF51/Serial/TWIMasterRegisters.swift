import Machine

/// The registers of TWI0 and TWI1.
/// Source: the vendor's public register list (CMSIS-SVD).
extension TWIMaster {
  static let startReceive = PeripheralTask("STARTRX", at: 0x000)
  static let startTransmit = PeripheralTask("STARTTX", at: 0x008)
  static let stop = PeripheralTask("STOP", at: 0x014)
  static let suspend = PeripheralTask("SUSPEND", at: 0x01C)
  static let resume = PeripheralTask("RESUME", at: 0x020)

  static let stopped = PeripheralEvent("STOPPED", at: 0x104)
  static let receiveReady = PeripheralEvent("RXDREADY", at: 0x108)
  static let transmitSent = PeripheralEvent("TXDSENT", at: 0x11C)
  static let error = PeripheralEvent("ERROR", at: 0x124)
  static let byteBoundary = PeripheralEvent("BB", at: 0x138)
  static let suspended = PeripheralEvent("SUSPENDED", at: 0x148)

  /// A byte was received over an unread one; nobody acknowledged the address; or a byte.
  static let errorSource = Register(
    "ERRORSRC", at: 0x4C4, bits: 32,
    ["OVERRUN", "ANACK", "DNACK"].enumerated().map { Field($1, $0, onWrite: .oneToClear) })
  static let isEnabled = Field("ENABLE", 2, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let selectSCL = Register("PSELSCL", at: 0x508, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectSDA = Register("PSELSDA", at: 0x50C, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let received = Register("RXD", at: 0x518, bits: 32, [.readOnly("RXD", 7, 0, onRead: .modify)])
  static let transmit = Register("TXD", at: 0x51C, bits: 32, [Field("TXD", 7, 0)])
  static let frequency = Register("FREQUENCY", at: 0x524, bits: 32, reset: 0x0400_0000, [Field("FREQUENCY", 31, 0)])
  static let address = Register("ADDRESS", at: 0x588, bits: 32, [Field("ADDRESS", 6, 0)])

  static let suspendsAtBoundary = PeripheralShort("BB_SUSPEND", bit: 0, from: byteBoundary, to: suspend)
  static let stopsAtBoundary = PeripheralShort("BB_STOP", bit: 1, from: byteBoundary, to: stop)

  static let layout = PageLayout(
    tasks: [startReceive, startTransmit, stop, suspend, resume],
    events: [stopped, receiveReady, transmitSent, error, byteBoundary, suspended],
    shorts: [suspendsAtBoundary, stopsAtBoundary],
    [errorSource, enable, selectSCL, selectSDA, received, transmit, frequency, address])
}
