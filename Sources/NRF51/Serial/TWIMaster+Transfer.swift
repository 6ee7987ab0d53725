import Machine

/// From start to stop, byte by byte.
extension TWIMaster {
  // MARK: Tasks

  /// What a task does.
  public func task(_ offset: UInt32) {
    guard isSelected else { return }
    switch offset {
    case Self.startTransmit: start(isRead: false)
    case Self.startReceive: start(isRead: true)
    case Self.stop: stopTransfer()
    case Self.suspend: core.isSuspendDue = core.phase != .idle && core.phase != .suspended
    case Self.resume: resumeTransfer()
    default: break
    }
    if Self.suspend ~= offset, core.phase == .waitingForByte { holdBus() }
    follow()
  }

  func start(isRead: Bool) {
    switch core.phase {
    case .idle, .waitingForBus, .waitingForByte, .suspended: break
    default: return
    }
    let isRepeated = core.phase == .waitingForByte || core.phase == .suspended
    core.isReading = isRead
    core.isStopDue = false
    core.isSuspendDue = false
    core.owesAcknowledge = false
    core.isUnread = false
    core.address = UInt8(truncatingIfNeeded: bank[Self.address] & 0x7F)
    if isRepeated { enter(.address, periods: 10) } else { begin() }
  }

  /// Takes the bus, if it is free.
  func begin() {
    if let bus, !bus.acquire(port, at: fabric.now) {
      core.phase = .waitingForBus
      return
    }
    enter(.address, periods: 10)
    follow()
  }

  func loseArbitration() {
    phaseEnded.cancel()
    core.phaseEnd = nil
    core.phase = .waitingForBus
    follow()
  }

  func clockReleased() { if core.phase == .stretched { beginByte() } }

  func stopTransfer() {
    switch core.phase {
    case .idle, .stop: break
    case .waitingForBus:
      core.phase = .idle
      page.raise(Self.stopped)
    case .waitingForByte, .suspended, .failed, .stretched:
      enter(.stop, periods: core.owesAcknowledge ? 2 : 1)
    case .address, .write, .read: core.isStopDue = true
    }
  }

  func resumeTransfer() {
    core.isSuspendDue = false
    if core.phase == .suspended { next() }
  }

  func holdBus() {
    core.isSuspendDue = false
    core.phase = .suspended
    page.raise(Self.suspended)
  }

  // MARK: The transfer

  func enter(_ phase: Phase, periods: UInt64) {
    core.phase = phase
    core.phaseEnd = periodTime.map { fabric.now.adding($0.time(ofEdge: periods)) }
    phaseEnded.set(at: core.phaseEnd)
  }

  /// SCL; `nil` while it stands still.
  var periodTime: ClockRate? {
    let frequency = bank[Self.frequency]
    guard frequency > 0, let rate = fabric.clocks.fast.rate else { return nil }
    let (edges, overflow) = rate.edges.multipliedReportingOverflow(by: UInt64(frequency))
    guard !overflow, rate.ticks < 1 << 32 else { return nil }
    return ClockRate(edges: edges, per: rate.ticks << 32)
  }

  func endPhase() {
    core.phaseEnd = nil
    switch core.phase {
    case .address:
      if target?.i2cStart(isRead: core.isReading) == true { next() } else { fail(2) }
    case .write:
      if target?.i2cWrite(core.byte) == true {
        settleBoundary()
        page.raise(Self.transmitSent)
        page.raise(Self.byteBoundary)
        goOn()
      } else {
        fail(4)
      }
    case .read: endRead()
    case .stop:
      target?.i2cStop()
      core = Core(waiting: core.waiting, received: core.received, isUnread: core.isUnread)
      bus?.free(port)
      follow()
      page.raise(Self.stopped)
    default: break
    }
    follow()
  }

  func endRead() {
    let isLast = core.isStopDue || page.isSet(Self.stopsAtBoundary)
    let byte = target?.i2cRead(acknowledged: !isLast) ?? 0xFF
    let isOverrun = core.isUnread
    core.received = byte
    core.isUnread = true
    core.owesAcknowledge = true
    if isOverrun { bank[Self.errorSource] |= 1 }
    settleBoundary()
    page.raise(Self.receiveReady)
    if isOverrun { page.raise(Self.error) }
    page.raise(Self.byteBoundary)
    goOn()
  }

  /// While events of a boundary are told of, the transfer is where tasks find it: between two bytes.
  func settleBoundary() { core.phase = .write }

  /// After a boundary: what STOP or SUSPEND asked for, or the next byte.
  func goOn() {
    guard core.phase == .write else { return }
    if core.isStopDue {
      enter(.stop, periods: core.owesAcknowledge ? 2 : 1)
    } else if core.isSuspendDue {
      holdBus()
    } else {
      next()
    }
  }

  func next() {
    if core.isStopDue { return enter(.stop, periods: core.owesAcknowledge ? 2 : 1) }
    if !core.isReading {
      guard let byte = core.waiting else {
        core.phase = .waitingForByte
        return
      }
      core.waiting = nil
      core.byte = byte
    }
    if target?.i2cIsReady(isRead: core.isReading) == false {
      core.phase = .stretched
    } else {
      beginByte()
    }
  }

  func beginByte() {
    let isAcknowledging = core.isReading && core.owesAcknowledge
    core.owesAcknowledge = false
    // The address's acknowledgement is part of its phase, a byte's that was read of the next byte's.
    enter(core.isReading ? .read : .write, periods: core.isReading ? isAcknowledging ? 9 : 8 : 9)
  }

  func fail(_ source: UInt32) {
    bank[Self.errorSource] |= source
    core.waiting = nil
    if core.isStopDue { enter(.stop, periods: 1) } else { core.phase = .failed }
    page.raise(Self.error)
  }
}
