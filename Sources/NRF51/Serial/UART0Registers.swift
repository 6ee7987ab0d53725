import Machine

/// The registers of UART0.
/// Source: the vendor's public register list (CMSIS-SVD).
extension UART0 {
  static let startReceive = PeripheralTask("STARTRX", at: 0x000)
  static let stopReceive = PeripheralTask("STOPRX", at: 0x004)
  static let startTransmit = PeripheralTask("STARTTX", at: 0x008)
  static let stopTransmit = PeripheralTask("STOPTX", at: 0x00C)
  static let suspend = PeripheralTask("SUSPEND", at: 0x01C)

  static let clearToSend = PeripheralEvent("CTS", at: 0x100)
  static let notClearToSend = PeripheralEvent("NCTS", at: 0x104)
  static let receiveReady = PeripheralEvent("RXDRDY", at: 0x108)
  static let transmitReady = PeripheralEvent("TXDRDY", at: 0x11C)
  static let error = PeripheralEvent("ERROR", at: 0x124)
  static let receiveTimeout = PeripheralEvent("RXTO", at: 0x144)

  /// Overrun, parity, framing, break.
  static let errorSource = Register(
    "ERRORSRC", at: 0x480, bits: 32,
    ["OVERRUN", "PARITY", "FRAMING", "BREAK"].enumerated().map { Field($1, $0, onWrite: .oneToClear) })
  static let isEnabled = Field("ENABLE", 2, 0)
  static let enable = Register("ENABLE", at: 0x500, bits: 32, [isEnabled])
  static let selectRTS = Register("PSELRTS", at: 0x508, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectTXD = Register("PSELTXD", at: 0x50C, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectCTS = Register("PSELCTS", at: 0x510, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let selectRXD = Register("PSELRXD", at: 0x514, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let received = Register("RXD", at: 0x518, bits: 32, [.readOnly("RXD", 7, 0, onRead: .modify)])
  static let transmit = Register("TXD", at: 0x51C, bits: 32, [.writeOnly("TXD", 7, 0)])
  static let baudRate = Register("BAUDRATE", at: 0x524, bits: 32, [Field("BAUDRATE", 31, 0)])
  static let hasFlowControl = Field("HWFC", 0)
  static let parity = Field("PARITY", 3, 1)
  static let config = Register("CONFIG", at: 0x56C, bits: 32, [hasFlowControl, parity])

  static let layout = PageLayout(
    tasks: [startReceive, stopReceive, startTransmit, stopTransmit, suspend],
    events: [clearToSend, notClearToSend, receiveReady, transmitReady, error, receiveTimeout],
    shorts: [
      PeripheralShort("CTS_STARTRX", bit: 3, from: clearToSend, to: startReceive),
      PeripheralShort("NCTS_STOPRX", bit: 4, from: notClearToSend, to: stopReceive),
    ],
    [
      errorSource, enable, selectRTS, selectTXD, selectCTS, selectRXD, received, transmit, baudRate, config,
    ])
}
