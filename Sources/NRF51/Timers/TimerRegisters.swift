import Machine

/// The registers, tasks and events of the timers.
/// Source: the vendor's public register list, but for 0xC0C, which drivers set for anomaly 73 (nrfcxx `src/periph.cc`).
extension NRF51Timer {
  static let compares = 4
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let countUp = PeripheralTask("COUNT", at: 0x008)
  static let clear = PeripheralTask("CLEAR", at: 0x00C)
  static let shutdown = PeripheralTask("SHUTDOWN", at: 0x010)
  static let captures = PeripheralTask.array("CAPTURE", count: compares, at: 0x040)
  static let compareEvents = PeripheralEvent.array("COMPARE", count: compares, at: 0x140)
  static let clearShorts = (0..<compares).map {
    PeripheralShort("COMPARE\($0)_CLEAR", bit: $0, from: compareEvents[$0], to: clear)
  }
  static let stopShorts = (0..<compares).map {
    PeripheralShort("COMPARE\($0)_STOP", bit: 8 + $0, from: compareEvents[$0], to: stop)
  }
  static let mode = Register("MODE", at: 0x504, bits: 32, [Field("MODE", 0)])
  /// 0: 16 bits, 1: 8, 2: 24, 3: 32.
  static let bitMode = Register("BITMODE", at: 0x508, bits: 32, [Field("BITMODE", 1, 0)])
  static let prescaler = Register("PRESCALER", at: 0x510, bits: 32, reset: 4, [Field("PRESCALER", 3, 0)])
  static let compareValues = RegisterArray(
    Register("CC%s", at: 0x540, bits: 32, [Field("VALUE", 31, 0)]), count: compares, every: 4)
  static let anomaly73 = Register("PAN73", at: 0xC0C, bits: 32, [Field("WORKAROUND", 0)])

  static let layout = PageLayout(
    tasks: [start, stop, countUp, clear, shutdown] + captures, events: compareEvents,
    shorts: clearShorts + stopShorts,
    [mode, bitMode, prescaler] + compareValues.registers + [anomaly73])
}
