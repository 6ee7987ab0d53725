import Machine

/// What reading and writing a UART's registers does.
extension UART {
  enum LineStatus {
    static let overrun: UInt8 = 0x02
    static let parity: UInt8 = 0x04
    static let framing: UInt8 = 0x08
    static let `break`: UInt8 = 0x10
  }

  enum InterruptIdentity {
    static let modemStatus: UInt8 = 0x0
    static let none: UInt8 = 0x1
    static let transmitEmpty: UInt8 = 0x2
    static let received: UInt8 = 0x4
    static let lineStatus: UInt8 = 0x6
    static let busy: UInt8 = 0x7
    static let timeout: UInt8 = 0xC
  }

  /// The pending interrupt of highest priority.
  var interruptIdentity: UInt8 {
    let enabled = core.interruptEnable
    if enabled & 4 != 0 && core.lineErrors != 0 { return InterruptIdentity.lineStatus }
    if enabled & 1 != 0 {
      if core.received.count >= receiveTrigger { return InterruptIdentity.received }
      if core.isTimedOut { return InterruptIdentity.timeout }
    }
    if enabled & 2 != 0 && core.isTransmitDue { return InterruptIdentity.transmitEmpty }
    if isModemStatusDue { return InterruptIdentity.modemStatus }
    return core.isBusyDetected ? InterruptIdentity.busy : InterruptIdentity.none
  }

  private var isBusy: Bool {
    isShifting || !core.waiting.isEmpty && format != nil || isReceiving
      || !core.received.isEmpty
  }

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.data where isDivisorAccess: UInt32(core.divisor & 0xFF)
    case Self.data, Self.shadowData: UInt32(core.received.first?.byte ?? core.lastRead)
    case Self.interruptEnable: isDivisorAccess ? UInt32(core.divisor >> 8) : UInt32(core.interruptEnable)
    case Self.interruptIdentity: UInt32(interruptIdentity) | (isFIFOEnabled ? 0xC0 : 0)
    case Self.lineStatus: lineStatus
    case Self.modemStatus: modemStatus
    case Self.status: status
    case Self.transmitLevel: UInt32(isFIFOEnabled ? core.waiting.count : 0)
    case Self.receiveLevel: UInt32(isFIFOEnabled ? core.received.count : 0)
    case Self.shadowRequestToSend: bank[Self.modemControl, Self.requestToSend]
    case Self.shadowBreak: bank[Self.lineControl, Self.breakControl]
    case Self.shadowDMAMode: UInt32(core.fifoControl >> 3 & 1)
    case Self.shadowFIFOEnable: UInt32(core.fifoControl & 1)
    case Self.shadowReceiveTrigger: UInt32(core.fifoControl >> 6)
    case Self.shadowTransmitTrigger: UInt32(core.fifoControl >> 4 & 3)
    default: bank[offset]
    }
  }

  /// Takes a character; or takes back the transmitter's interrupt, the errors, the change of CTS, the busy-detect interrupt.
  public func registerRead(_ offset: UInt32, width: Int) {
    switch offset {
    case Self.data where isDivisorAccess: return
    case Self.data, Self.shadowData: return pop()
    case Self.interruptIdentity:
      guard interruptIdentity == InterruptIdentity.transmitEmpty else { return }
      core.isTransmitDue = false
    case Self.lineStatus:
      core.lineErrors = 0
      if let first = core.received.first { core.received[0] = SerialCharacter(first.byte) }
    case Self.modemStatus: core.hasClearToSendChanged = false
    default: core.isBusyDetected = false
    }
    update()
  }

  private var lineStatus: UInt32 {
    var status = UInt32(core.lineErrors)
    if !core.received.isEmpty { status |= 0x01 }
    if isProgrammableTHRE ? core.waiting.count >= depth : core.waiting.isEmpty { status |= 0x20 }
    if core.waiting.isEmpty && !isShifting { status |= 0x40 }
    if isFIFOEnabled && core.received.contains(where: { $0.framingError || $0.parityError || $0.isBreak }) {
      status |= 0x80
    }
    return status
  }

  private var status: UInt32 {
    var status: UInt32 = detectsBusy && isBusy ? 1 : 0
    if fifoDepth > 1 {
      if core.waiting.count < depth { status |= 0x02 }
      if core.waiting.isEmpty { status |= 0x04 }
      if !core.received.isEmpty { status |= 0x08 }
      if core.received.count >= depth { status |= 0x10 }
    }
    return status
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    let byte = UInt8(truncatingIfNeeded: value)
    switch offset {
    case Self.data where isDivisorAccess: setDivisor(core.divisor & 0xFF00 | UInt16(byte))
    case Self.data, Self.shadowData: push(byte)
    case Self.interruptEnable where isDivisorAccess: setDivisor(core.divisor & 0xFF | UInt16(byte) << 8)
    case Self.interruptEnable: setInterruptEnable(byte)
    case Self.interruptIdentity: setFIFOControl(byte)
    case Self.lineControl: setLineControl(old: old)
    case Self.modemControl: settingsChanged(oldLineControl: bank[Self.lineControl])
    case Self.divisorFraction, Self.haltTransmit: settingsChanged(oldLineControl: bank[Self.lineControl])
    case Self.softwareReset: softwareReset(value)
    case Self.shadowRequestToSend:
      bank[Self.modemControl, Self.requestToSend] = value & 1
      settingsChanged(oldLineControl: bank[Self.lineControl])
    case Self.shadowBreak:
      let old = bank[Self.lineControl]
      bank[Self.lineControl, Self.breakControl] = value & 1
      settingsChanged(oldLineControl: old)
    case Self.shadowDMAMode: setShadow(byte << 3, mask: 0x08)
    case Self.shadowFIFOEnable: setShadow(byte, mask: 0x01)
    case Self.shadowReceiveTrigger: setShadow(byte << 6, mask: 0xC0)
    case Self.shadowTransmitTrigger: setShadow(byte << 4, mask: 0x30)
    default: break
    }
    update()
  }

  private func setDivisor(_ divisor: UInt16) {
    core.divisor = divisor
    settingsChanged(oldLineControl: bank[Self.lineControl])
  }

  private func setInterruptEnable(_ byte: UInt8) {
    let old = core.interruptEnable
    core.interruptEnable = byte & 0x8F
    let isNewlyEnabled = byte & 2 != 0 && old & 2 == 0
    if isNewlyEnabled || (old ^ byte) & 0x80 != 0 { core.isTransmitDue = isTransmitLow }
  }

  private func setLineControl(old: UInt32) {
    if detectsBusy && isBusy {
      bank[Self.lineControl] = old
      core.isBusyDetected = true
    } else {
      settingsChanged(oldLineControl: old)
    }
  }

  private func setFIFOControl(_ byte: UInt8) {
    guard fifoDepth > 1 else { return }
    setShadow(byte, mask: 0xF9)
    if byte & 2 != 0 { clearReceived() }
    if byte & 4 != 0 { clearWaiting() }
  }

  /// A change of the FIFO enable empties both FIFOs.
  private func setShadow(_ byte: UInt8, mask: UInt8) {
    let old = core.fifoControl
    core.fifoControl = old & ~mask | byte & mask
    guard (old ^ core.fifoControl) & 1 != 0 else { return }
    clearReceived()
    clearWaiting()
  }

  private func softwareReset(_ value: UInt32) {
    if value & 1 != 0 { return reset() }
    guard fifoDepth > 1 else { return }
    if value & 2 != 0 { clearReceived() }
    if value & 4 != 0 { clearWaiting() }
  }
}
