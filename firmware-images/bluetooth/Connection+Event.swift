/// An event of a connection, in the radio's interrupt: packets to and fro until neither end has more.
extension Connection {
  mutating func arm(_ index: Int) {
    Transceiver.tune(channel, access: access, crc: crc)
    isAnchored = false
    wasHeard = false
    errors = 0
    if isCentral {
      send(index, Transceiver.sendAndReceive)
      RadioClock.arm(start, transmits: true)
    } else {
      listen()
      RadioClock.arm(start, transmits: false)
      let opening = start.microseconds + 31 + LinkLayer.rampUp
      RadioClock.stopListening(at: opening + 2 * widening + (isFirst ? transmitWindow : 0) + 45)
    }
  }

  private mutating func listen() {
    phase = .listening
    Transceiver.prepare(ReceivedData.prepare(), Transceiver.receiveAndSend)
  }

  private mutating func send(_ index: Int, _ shorts: UInt32) {
    phase = .sending
    Transceiver.prepare(queue.next(index), shorts)
  }

  /// The radio is off, after a packet or because none came. Returns whether the event is over.
  mutating func radioIsOff(after hasPacket: Bool, _ index: Int) -> Bool {
    switch phase {
    case .sending:
      guard isCentral || goesOn else { return true }
      listen()
      RadioClock.listen(until: RadioClock.packetEnd + LinkLayer.answerTime)
      return false
    case .listening: return !hasPacket || take(index)
    }
  }

  private mutating func take(_ index: Int) -> Bool {
    // A packet's address is complete 43 us after it began on the air.
    if !isAnchored, !isCentral { moveAnchor(to: RadioClock.instant(RadioClock.address &- 43)) }
    isAnchored = true
    let packet = ReceivedData.current
    let isIntact = Transceiver.isIntact
    if isIntact {
      errors = 0
      wasHeard = true
      isEstablished = true
      lastHeard = RadioClock.now
      control.strength = Transceiver.strength
      queue.take(packet, index)
      if queue.hasEnded { end(queue.endReason) }
    } else {
      errors += 1
    }
    let hasTime = RadioClock.elapsed &+ 1_500 < period && LinkLayer.hasTime(microseconds: 1_500)
    if isCentral {
      goesOn = isIntact && hasTime && reason == 0 && (packet[0] & 0x10 != 0 || queue.hasData)
      if goesOn { send(index, Transceiver.sendAndReceive) }
      return !goesOn
    } else {
      guard errors < 2 else { return true }
      let isPeerGoingOn = isIntact && packet[0] & 0x10 != 0
      let answer = queue.next(index)
      phase = .sending
      goesOn = hasTime && isIntact && (isPeerGoingOn || answer[0] & 0x10 != 0)
      Transceiver.prepare(answer, goesOn ? Transceiver.sendAndReceive : Transceiver.send)
      return false
    }
  }

  private mutating func moveAnchor(to time: Instant) {
    anchor = time
    anchorEvent = event
    unmapped = (unmapped &+ (events % 37) &* hop) % 37
    events = 0
    soonest = 1
    isFirst = false
  }

  /// The event is over, and the radio off.
  mutating func close() {
    if isCentral {
      moveAnchor(to: anchor.advanced(microseconds: events &* period))
    } else if !isAnchored {
      soonest = events + 1
    }
    if control.isLeaving { end(control.leavingReason) }
  }
}
