import Machine

/// The registers, task and event of the watchdog.
/// Source: the vendor's public register list.
extension WDT {
  static let requests = 8
  static let start = PeripheralTask("START", at: 0x000)
  static let timeout = PeripheralEvent("TIMEOUT", at: 0x100)
  static let runStatus = Register("RUNSTATUS", at: 0x400, bits: 32, [.readOnly("RUNSTATUS", 0)])
  static let requestStatus = Register(
    "REQSTATUS", at: 0x404, bits: 32, reset: 1, (0..<requests).map { .readOnly("RR\($0)", $0) })
  static let reloadValue = Register("CRV", at: 0x504, bits: 32, reset: .max, [Field("VALUE", 31, 0)])
  static let requestEnable = Register(
    "RREN", at: 0x508, bits: 32, reset: 1, (0..<requests).map { Field("RR\($0)", $0) })
  static let runsInSleep = Field("SLEEP", 0)
  static let runsWhileHalted = Field("HALT", 3)
  static let configuration = Register("CONFIG", at: 0x50C, bits: 32, reset: 1, [runsInSleep, runsWhileHalted])
  static let reloads = RegisterArray(
    Register("RR%s", at: 0x600, bits: 32, [.writeOnly("RR", 31, 0)]), count: requests, every: 4)

  static let layout = PageLayout(
    tasks: [start], events: [timeout],
    [runStatus, requestStatus, reloadValue, requestEnable, configuration] + reloads.registers)
}
