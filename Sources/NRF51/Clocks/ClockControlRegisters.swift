import Machine

/// The registers, tasks and events of CLOCK.
/// Source: the vendor's public register list.
extension ClockControl {
  static let fastStart = PeripheralTask("HFCLKSTART", at: 0x000)
  static let fastStop = PeripheralTask("HFCLKSTOP", at: 0x004)
  static let slowStart = PeripheralTask("LFCLKSTART", at: 0x008)
  static let slowStop = PeripheralTask("LFCLKSTOP", at: 0x00C)
  static let calibrate = PeripheralTask("CAL", at: 0x010)
  static let timerStart = PeripheralTask("CTSTART", at: 0x014)
  static let timerStop = PeripheralTask("CTSTOP", at: 0x018)
  static let fastStarted = PeripheralEvent("HFCLKSTARTED", at: 0x100)
  static let slowStarted = PeripheralEvent("LFCLKSTARTED", at: 0x104)
  static let done = PeripheralEvent("DONE", at: 0x10C)
  static let timerOver = PeripheralEvent("CTTO", at: 0x110)
  static let fastRun = Register("HFCLKRUN", at: 0x408, bits: 32, [.readOnly("STATUS", 0)])
  static let fastStatus = Register(
    "HFCLKSTAT", at: 0x40C, bits: 32, [.readOnly("SRC", 0), .readOnly("STATE", 16)])
  static let slowRun = Register("LFCLKRUN", at: 0x414, bits: 32, [.readOnly("STATUS", 0)])
  static let slowStatus = Register(
    "LFCLKSTAT", at: 0x418, bits: 32, [.readOnly("SRC", 1, 0), .readOnly("STATE", 16)])
  static let sourceCopy = Register("LFCLKSRCCOPY", at: 0x41C, bits: 32, [.readOnly("SRC", 1, 0)])
  static let source = Register("LFCLKSRC", at: 0x518, bits: 32, [Field("SRC", 1, 0)])
  static let interval = Register("CTIV", at: 0x538, bits: 32, [Field("CTIV", 6, 0)])
  static let crystalFrequency = Register("XTALFREQ", at: 0x550, bits: 32, reset: .max, [Field("XTALFREQ", 7, 0)])

  static let layout = PageLayout(
    tasks: [fastStart, fastStop, slowStart, slowStop, calibrate, timerStart, timerStop],
    events: [fastStarted, slowStarted, done, timerOver], hasPower: false,
    [fastRun, fastStatus, slowRun, slowStatus, sourceCopy, source, interval, crystalFrequency])
}
