import Machine

/// The registers of RADIO.
/// Source: the vendor's public register list (CMSIS-SVD).
extension RADIO {
  static let enableTransmit = PeripheralTask("TXEN", at: 0x000)
  static let enableReceive = PeripheralTask("RXEN", at: 0x004)
  static let start = PeripheralTask("START", at: 0x008)
  static let stop = PeripheralTask("STOP", at: 0x00C)
  static let disable = PeripheralTask("DISABLE", at: 0x010)
  static let startRSSI = PeripheralTask("RSSISTART", at: 0x014)
  static let stopRSSI = PeripheralTask("RSSISTOP", at: 0x018)
  static let startBitCount = PeripheralTask("BCSTART", at: 0x01C)
  static let stopBitCount = PeripheralTask("BCSTOP", at: 0x020)

  static let ready = PeripheralEvent("READY", at: 0x100)
  static let address = PeripheralEvent("ADDRESS", at: 0x104)
  static let payload = PeripheralEvent("PAYLOAD", at: 0x108)
  static let end = PeripheralEvent("END", at: 0x10C)
  static let disabled = PeripheralEvent("DISABLED", at: 0x110)
  static let deviceMatch = PeripheralEvent("DEVMATCH", at: 0x114)
  static let deviceMiss = PeripheralEvent("DEVMISS", at: 0x118)
  static let rssiEnd = PeripheralEvent("RSSIEND", at: 0x11C)
  static let bitCountMatch = PeripheralEvent("BCMATCH", at: 0x128)

  static let disabledStartsTransmit = PeripheralShort("DISABLED_TXEN", bit: 2, from: disabled, to: enableTransmit)
  static let disabledStartsReceive = PeripheralShort("DISABLED_RXEN", bit: 3, from: disabled, to: enableReceive)
  static let shorts = [
    PeripheralShort("READY_START", bit: 0, from: ready, to: start),
    PeripheralShort("END_DISABLE", bit: 1, from: end, to: disable),
    disabledStartsTransmit, disabledStartsReceive,
    PeripheralShort("ADDRESS_RSSISTART", bit: 4, from: address, to: startRSSI),
    PeripheralShort("END_START", bit: 5, from: end, to: start),
    PeripheralShort("ADDRESS_BCSTART", bit: 6, from: address, to: startBitCount),
    PeripheralShort("DISABLED_RSSISTOP", bit: 8, from: disabled, to: stopRSSI),
  ]

  static let crcStatus = Register("CRCSTATUS", at: 0x400, bits: 32, [.readOnly("CRCSTATUS", 0)])
  static let receivedMatch = Register("RXMATCH", at: 0x408, bits: 32, [.readOnly("RXMATCH", 2, 0)])
  static let receivedCRC = Register("RXCRC", at: 0x40C, bits: 32, [.readOnly("RXCRC", 23, 0)])
  static let deviceIndex = Register("DAI", at: 0x410, bits: 32, [.readOnly("DAI", 2, 0)])
  static let packet = Register("PACKETPTR", at: 0x504, bits: 32, [Field("VALUE", 31, 0)])
  static let frequency = Register("FREQUENCY", at: 0x508, bits: 32, reset: 2, [Field("FREQUENCY", 6, 0)])
  static let transmitPower = Register("TXPOWER", at: 0x50C, bits: 32, [Field("TXPOWER", 7, 0)])
  static let mode = Register("MODE", at: 0x510, bits: 32, [Field("MODE", 1, 0)])
  static let pcnf0 = Register(
    "PCNF0", at: 0x514, bits: 32, [Field("LFLEN", 3, 0), Field("S0LEN", 8), Field("S1LEN", 19, 16)])
  static let pcnf1 = Register(
    "PCNF1", at: 0x518, bits: 32,
    [Field("MAXLEN", 7, 0), Field("STATLEN", 15, 8), Field("BALEN", 18, 16), Field("ENDIAN", 24), Field("WHITEEN", 25)])
  static let bases = RegisterArray(
    Register("BASE%s", at: 0x51C, bits: 32, [Field("VALUE", 31, 0)]), count: 2, every: 4)
  static let prefix0 = Register("PREFIX0", at: 0x524, bits: 32, prefixFields(from: 0))
  static let prefix1 = Register("PREFIX1", at: 0x528, bits: 32, prefixFields(from: 4))
  static let transmitAddress = Register("TXADDRESS", at: 0x52C, bits: 32, [Field("TXADDRESS", 2, 0)])
  static let receiveAddresses = Register(
    "RXADDRESSES", at: 0x530, bits: 32, (0..<8).map { Field("ADDR\($0)", $0) })
  static let crcConfiguration = Register("CRCCNF", at: 0x534, bits: 32, [Field("LEN", 1, 0), Field("SKIPADDR", 8)])
  static let crcPolynomial = Register("CRCPOLY", at: 0x538, bits: 32, [Field("CRCPOLY", 23, 0)])
  static let crcInitial = Register("CRCINIT", at: 0x53C, bits: 32, [Field("CRCINIT", 23, 0)])
  static let test = Register(
    "TEST", at: 0x540, bits: 32, coverage: .storage, [Field("CONSTCARRIER", 0), Field("PLLLOCK", 1)])
  static let interFrameSpace = Register("TIFS", at: 0x544, bits: 32, [Field("TIFS", 7, 0)])
  static let rssiSample = Register("RSSISAMPLE", at: 0x548, bits: 32, [.readOnly("RSSISAMPLE", 6, 0)])
  static let state = Register("STATE", at: 0x550, bits: 32, [.readOnly("STATE", 3, 0)])
  static let whiteningInitial = Register(
    "DATAWHITEIV", at: 0x554, bits: 32, reset: 0x40, [Field("DATAWHITEIV", 6, 0)])
  static let bitCount = Register("BCC", at: 0x560, bits: 32, [Field("VALUE", 31, 0)])
  static let deviceBases = RegisterArray(
    Register("DAB%s", at: 0x600, bits: 32, [Field("VALUE", 31, 0)]), count: 8, every: 4)
  static let devicePrefixes = RegisterArray(
    Register("DAP%s", at: 0x620, bits: 32, [Field("DAP", 15, 0)]), count: 8, every: 4)
  static let deviceConfiguration = Register(
    "DACNF", at: 0x640, bits: 32,
    (0..<8).map { Field("ENA\($0)", $0) } + (0..<8).map { Field("TXADD\($0)", 8 + $0) })
  static let overrides = RegisterArray(
    .inert(
      "OVERRIDE%s", at: 0x724, bits: 32, because: "trims that FICR gives for a mode; the emulated radio needs none",
      [Field("OVERRIDE%s", 31, 0)]), count: 4, every: 4)
  static let override4 = Register.inert(
    "OVERRIDE4", at: 0x734, bits: 32, because: "trims that FICR gives for a mode; the emulated radio needs none",
    [Field("OVERRIDE4", 27, 0), Field("ENABLE", 31)])

  static let layout = PageLayout(
    tasks: [
      enableTransmit, enableReceive, start, stop, disable, startRSSI, stopRSSI, startBitCount, stopBitCount,
    ],
    events: [ready, address, payload, end, disabled, deviceMatch, deviceMiss, rssiEnd, bitCountMatch],
    shorts: shorts,
    [
      crcStatus, receivedMatch, receivedCRC, deviceIndex, packet, frequency, transmitPower, mode, pcnf0, pcnf1, prefix0,
      prefix1, transmitAddress, receiveAddresses, crcConfiguration, crcPolynomial, crcInitial, test, interFrameSpace,
      rssiSample, state, whiteningInitial, bitCount, deviceConfiguration, override4,
    ] + bases.registers + deviceBases.registers + devicePrefixes.registers + overrides.registers)

  private static func prefixFields(from first: Int) -> [Field] {
    (0..<4).map { Field("AP\(first + $0)", 8 * $0 + 7, 8 * $0) }
  }
}
