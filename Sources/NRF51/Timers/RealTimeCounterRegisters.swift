import Machine

/// The registers, tasks and events of the real-time counters.
/// Source: the vendor's public register list.
extension RealTimeCounter {
  static let compares = 4
  static let start = PeripheralTask("START", at: 0x000)
  static let stop = PeripheralTask("STOP", at: 0x004)
  static let clear = PeripheralTask("CLEAR", at: 0x008)
  static let triggerOverflow = PeripheralTask("TRIGOVRFLW", at: 0x00C)
  static let tick = PeripheralEvent("TICK", at: 0x100)
  static let overflow = PeripheralEvent("OVRFLW", at: 0x104)
  static let compareEvents = PeripheralEvent.array("COMPARE", count: compares, at: 0x140)
  static let count = Register("COUNTER", at: 0x504, bits: 32, [.readOnly("COUNTER", 23, 0)])
  static let prescaler = Register("PRESCALER", at: 0x508, bits: 32, [Field("PRESCALER", 11, 0)])
  static let compareValues = RegisterArray(
    Register("CC%s", at: 0x540, bits: 32, [Field("COMPARE", 23, 0)]), count: compares, every: 4)

  static let layout = PageLayout(
    tasks: [start, stop, clear, triggerOverflow], events: [tick, overflow] + compareEvents, hasEventEnable: true,
    [count, prescaler] + compareValues.registers)
}
