import Machine

/// Its tasks, and what it goes through between them.
extension RADIO {
  // MARK: Phases

  /// What a task does.
  public func task(_ offset: UInt32) {
    switch offset {
    case Self.enableTransmit: rampUp(.transmitRampUp, for: Self.transmitRampUp)
    case Self.enableReceive: rampUp(.receiveRampUp, for: Self.receiveRampUp)
    case Self.start: startPacket()
    case Self.stop: stopPacket()
    case Self.disable: switchOff()
    case Self.startRSSI:
      core.rssiTime = present.adding(Self.rssiPeriod)
      rssiTaken.set(at: core.rssiTime)
    case Self.stopRSSI:
      core.rssiTime = nil
      rssiTaken.cancel()
    case Self.startBitCount: startBitCount()
    case Self.stopBitCount: stopBitCount()
    default: break
    }
  }

  func rampUp(_ phase: RadioPhase, for length: Tick) {
    guard core.phase == .disabled else { return }
    core.isOnCrystal = fabric.clocks.isOnCrystal
    if !core.isOnCrystal {
      let task = phase == .transmitRampUp ? Self.enableTransmit : Self.enableReceive
      fabric.emulation.journal.note(
        bank.base &+ task.offset, "RADIO.TASKS_\(task.name) without the 16 MHz crystal", isWrite: true)
    }
    var end = present.adding(length)
    let space = bank[Self.interFrameSpace]
    if isTellingDisabled, phase == .transmitRampUp, space > 0, let last = core.lastEnd {
      end = max(end, last.adding(.microseconds(UInt64(space)) - Self.transmitDelay))
    }
    enter(phase, until: end)
  }

  func enter(_ phase: RadioPhase, until end: Tick? = nil) {
    core.phase = phase
    bank[Self.state] = phase.rawValue
    core.phaseEnd = end
    phaseEnded.set(at: end)
    followPhase()
  }

  func endPhase() {
    core.phaseEnd = nil
    switch core.phase {
    case .transmitRampUp:
      enter(.transmitIdle)
      page.raise(Self.ready)
    case .receiveRampUp:
      enter(.receiveIdle)
      page.raise(Self.ready)
    case .transmitDisable, .receiveDisable: beOff()
    default: break
    }
  }

  func switchOff() {
    switch core.phase {
    case .transmitRampUp, .transmitIdle, .transmit:
      cutTransmission()
      abandon()
      enter(.transmitDisable, until: present.adding(Self.transmitOff))
    case .receiveRampUp, .receiveIdle, .receive, .disabled:
      abandon()
      beOff()
    case .transmitDisable, .receiveDisable: break
    }
  }

  func beOff() {
    enter(.disabled)
    isTellingDisabled = true
    page.raise(Self.disabled)
    isTellingDisabled = false
  }

  func stopPacket() {
    guard core.phase == .transmit || core.phase == .receive else { return }
    cutTransmission()
    abandon()
    enter(core.phase == .transmit ? .transmitIdle : .receiveIdle)
  }

  func startPacket() {
    switch core.phase {
    case .transmitIdle: transmit()
    case .receiveIdle: receive()
    default: break
    }
  }

  /// Forgets the packet under way.
  func abandon() {
    core.step = nil
    core.stepTime = nil
    core.sending = nil
    core.reception = nil
    core.listeningSince = nil
    core.listenTime = nil
    stepReached.cancel()
    addressReached.cancel()
    stopBitCount()
  }

  func go(to step: Step, atBit bit: Int) {
    core.step = step
    core.stepTime = time(ofBit: bit)
    setStep()
  }

  func setStep() { stepReached.set(at: core.stepTime) }

  func listen(at time: Tick?) {
    core.listenTime = time
    addressReached.set(at: time)
  }

  /// When the block is done with so many bits of the packet.
  func time(ofBit bit: Int) -> Tick { core.packetStart.adding(Tick(max(bit, 0)) &* core.mode.bitTime) }

  func takeStep() {
    let step = core.step
    core.step = nil
    core.stepTime = nil
    if core.phase == .transmit { stepTransmit(step) } else if core.phase == .receive { stepReceive(step) }
  }
}
