import Machine

/// What reading and writing an I2C controller's registers does.
extension I2C {
  enum Source {
    static let receiveUnder: UInt32 = 1 << 0
    static let receiveOver: UInt32 = 1 << 1
    static let receiveFull: UInt32 = 1 << 2
    static let transmitOver: UInt32 = 1 << 3
    static let transmitEmpty: UInt32 = 1 << 4
    static let readRequest: UInt32 = 1 << 5
    static let abort: UInt32 = 1 << 6
    static let receiveDone: UInt32 = 1 << 7
    static let activity: UInt32 = 1 << 8
    static let stop: UInt32 = 1 << 9
    static let start: UInt32 = 1 << 10
    static let generalCall: UInt32 = 1 << 11
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.dataCommand: UInt32(core.received.first ?? 0)
    case Self.interruptStatus: rawInterrupts & bank[Self.interruptMask]
    case Self.rawInterruptStatus: rawInterrupts
    case Self.clearAll, Self.clearOne: core.raw & Self.cleared(by: offset) != 0 ? 1 : 0
    case Self.status: status
    case Self.transmitLevel: UInt32(core.waiting.count)
    case Self.receiveLevel: UInt32(core.received.count)
    case Self.abortSource: core.abortSource
    case Self.enableStatus: core.slaveLoss | (isEnabled || core.phase != .idle ? 1 : 0)
    default: bank[offset]
    }
  }

  /// Reading the data takes a byte; reading a CLR register takes back its source.
  public func registerRead(_ offset: UInt32, width: Int) {
    if Self.dataCommand ~= offset { takeByte() } else { clear(Self.cleared(by: offset)) }
    update()
  }

  /// The sources that reading a CLR register takes back.
  private static func cleared(by offset: UInt32) -> UInt32 {
    clearAll ~= offset ? ~0 : 1 << UInt32(clearedSources[clearOne.index(of: offset)])
  }

  private var status: UInt32 {
    var status: UInt32 = core.phase == .idle ? 0 : 0x21
    if core.slave != .idle { status |= 0x41 }
    if core.waiting.count < Self.fifoDepth { status |= 0x02 }
    if core.waiting.isEmpty { status |= 0x04 }
    if !core.received.isEmpty { status |= 0x08 }
    if core.received.count >= Self.fifoDepth { status |= 0x10 }
    return status
  }

  private func takeByte() {
    if !core.received.isEmpty {
      core.received.removeFirst()
    } else if isEnabled {
      core.raw |= Source.receiveUnder
    }
  }

  /// Activity stays while there is some.
  private func clear(_ bits: UInt32) {
    core.raw &= ~bits
    if core.phase != .idle || core.slave != .idle { core.raw |= Source.activity }
    if bits & Source.abort != 0 { core.abortSource = 0 }
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.control, Self.standardHigh, Self.standardLow, Self.fastHigh, Self.fastLow, Self.spikeLength:
      if isEnabled { bank[offset] = old }
    case Self.target:
      if core.phase != .idle || !core.waiting.isEmpty { bank[offset] = old }
    case Self.dataCommand: push(UInt16(truncatingIfNeeded: value & 0x1FF))
    case Self.enable: setEnable(value)
    default: break
    }
    update()
  }

  /// The transmit FIFO stays empty until the abort has been read back.
  private func push(_ command: UInt16) {
    guard isEnabled, core.raw & Source.abort == 0 else { return }
    guard core.waiting.count < Self.fifoDepth else {
      core.raw |= Source.transmitOver
      return
    }
    if control & 1 == 0, isSlave { return pushAsSlave(command) }
    core.waiting.append(command)
    begin(at: scheduler.now)
  }

  /// Disabling and aborting end a transfer with a stop after its present byte; the abort bit clears by itself.
  private func setEnable(_ value: UInt32) {
    if value & 2 != 0 && core.phase != .idle {
      abort(0)
      core.isStopping = true
    }
    if value & 1 != 0 { core.slaveLoss = 0 }
    if value & 1 == 0 {
      disableSlave()
      core.waiting = []
      core.received = []
      core.isStopping = true
    }
  }
}
