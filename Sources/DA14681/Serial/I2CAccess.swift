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

  /// The source that each CLR register from 0x44 on takes back, by bit.
  private static let clearedBits: [UInt32] = [0, 1, 3, 5, 6, 7, 8, 9, 10, 11]

  func readI2CRegister(_ offset: UInt32) -> UInt32 {
    switch offset {
    case At.dataCommand: return takeByte()
    case At.interruptStatus: return rawInterrupts & bank[At.interruptMask]
    case At.rawInterruptStatus: return rawInterrupts
    case At.clearAll: return clear(~0)
    case At.clearOne: return clear(1 << Self.clearedBits[Int((offset - At.clearOne.lowerBound) / 4)])
    case At.status: return status
    case At.transmitLevel: return UInt32(core.waiting.count)
    case At.receiveLevel: return UInt32(core.received.count)
    case At.abortSource: return core.abortSource
    case At.enableStatus: return core.slaveLoss | (isEnabled || core.phase != .idle ? 1 : 0)
    default: return bank[offset]
    }
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

  private func takeByte() -> UInt32 {
    guard !core.received.isEmpty else {
      if isEnabled { core.raw |= Source.receiveUnder }
      update()
      return 0
    }
    let byte = core.received.removeFirst()
    update()
    return UInt32(byte)
  }

  /// Reading a CLR register takes back its source; activity stays while there is some.
  private func clear(_ bits: UInt32) -> UInt32 {
    let wasSet: UInt32 = core.raw & bits != 0 ? 1 : 0
    core.raw &= ~bits
    if core.phase != .idle || core.slave != .idle { core.raw |= Source.activity }
    if bits & Source.abort != 0 { core.abortSource = 0 }
    update()
    return wasSet
  }

  func writeI2CRegister(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case At.control, At.standardHigh, At.standardLow, At.fastHigh, At.fastLow, At.spikeLength:
      if isEnabled { bank[offset] = old }
    case At.target:
      if core.phase != .idle || !core.waiting.isEmpty { bank[offset] = old }
    case At.dataCommand: push(UInt16(truncatingIfNeeded: value & 0x1FF))
    case At.enable: setEnable(value)
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
    begin(at: fabric.now)
  }

  /// Disabling and aborting end a transfer with a stop after its present byte; the abort bit clears by itself.
  private func setEnable(_ value: UInt32) {
    bank[At.enable] = value & 1
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
