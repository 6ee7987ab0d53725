import Machine

/// The registers, tasks and events of GPIOTE.
/// Source: the vendor's public register list.
extension GPIOTE {
  static let channels = 4
  static let outTasks = PeripheralTask.array("OUT", count: channels, at: 0x000)
  static let inEvents = PeripheralEvent.array("IN", count: channels, at: 0x100)
  static let port = PeripheralEvent("PORT", at: 0x17C)
  /// 1 event, 3 task.
  static let mode = Field("MODE", 1, 0)
  static let select = Field("PSEL", 12, 8)
  /// 1 rise or set, 2 fall or clear, 3 both or toggle.
  static let polarity = Field("POLARITY", 17, 16)
  static let initial = Field("OUTINIT", 20)
  static let configurations = RegisterArray(
    Register("CONFIG%s", at: 0x510, bits: 32, [mode, select, polarity, initial]), count: channels, every: 4)

  static let layout = PageLayout(tasks: outTasks, events: inEvents + [port], configurations.registers)
}
