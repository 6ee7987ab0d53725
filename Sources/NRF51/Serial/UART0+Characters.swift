import Machine

/// Starting and stopping, sending and receiving.
extension UART0 {
  // MARK: Tasks

  /// What a task does.
  public func task(_ offset: UInt32) {
    guard isEnabled else { return }
    switch offset {
    case Self.startReceive:
      core.isReceiving = true
      core.stopEnd = nil
      stopped.cancel()
      listen()
    case Self.stopReceive: stopReceiving()
    case Self.startTransmit:
      core.isTransmitting = true
      startByte()
    case Self.stopTransmit:
      core.isTransmitting = false
      core.isReported = false
      core.waiting = nil
    case Self.suspend:
      core.isTransmitting = false
      stopReceiving()
    default: break
    }
    update()
  }

  func stopReceiving() {
    guard core.isReceiving, core.stopEnd == nil else { return }
    let length = format.map { $0.bitClock.time(ofEdge: UInt64($0.bitsPerCharacter)) } ?? 0
    core.stopEnd = fabric.now.adding(length)
    stopped.set(at: core.stopEnd)
  }

  func finishReceiving() {
    core.stopEnd = nil
    core.isReceiving = false
    listen()
    update()
    page.raise(Self.receiveTimeout)
  }

  // MARK: Sending

  func startByte() {
    guard core.sendEnd == nil, core.isTransmitting, let byte = core.waiting, let format else { return }
    guard !hasFlowControl || cts.pin == nil || core.isClearToSend else { return }
    core.waiting = nil
    core.isReported = true
    let start = fabric.now
    let end = start.adding(format.bitClock.time(ofEdge: UInt64(format.bitsPerCharacter)))
    core.sendEnd = end
    sent.set(at: end)
    if txd.pin != nil { (txd.serialPad?.wire ?? tx).send(byte, format: format, start: start) }
  }

  func finishByte() {
    core.sendEnd = nil
    let isReported = core.isReported
    startByte()
    update()
    if isReported { page.raise(Self.transmitReady) }
  }

  func clearToSendChanged() {
    let isClear = cts.pin != nil && !cts.input
    guard isClear != core.isClearToSend else { return }
    core.isClearToSend = isClear
    startByte()
    update()
    page.raise(isClear ? Self.clearToSend : Self.notClearToSend)
  }

  // MARK: Receiving

  func hear(_ character: SerialCharacter) {
    var errors: UInt32 = 0
    if character.parityError { errors |= 2 }
    if character.framingError && !character.isBreak { errors |= 4 }
    if character.isBreak { errors |= 8 }
    let isLost = core.received.count >= Self.fifoDepth
    if isLost { errors |= 1 } else { core.received.append(character.byte) }
    bank[Self.errorSource] |= errors
    let isFirst = core.received.count == 1 && !isLost
    update()
    if isFirst { page.raise(Self.receiveReady) }
    if errors != 0 { page.raise(Self.error) }
  }
}
