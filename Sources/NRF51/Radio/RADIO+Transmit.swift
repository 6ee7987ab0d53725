import Machine

/// Sending a packet.
extension RADIO {
  /// What the registers say holds for the packet that begins now.
  func latch() {
    core.format = RadioFormat(
      pcnf0: bank[Self.pcnf0], pcnf1: bank[Self.pcnf1], crccnf: bank[Self.crcConfiguration])
    core.mode = RadioMode(rawValue: bank[Self.mode]) ?? .proprietary1M
    core.frequency = Int(bank[Self.frequency])
    core.pointer = bank[Self.packet]
  }

  /// The bits of a logical address, 0 ... 7.
  func bits(ofAddress index: Int) -> RadioBits {
    let prefixes = bank[index < 4 ? Self.prefix0 : Self.prefix1]
    return core.format.address(
      base: bank[Self.bases, index == 0 ? 0 : 1],
      prefix: UInt8(truncatingIfNeeded: prefixes >> UInt32(8 * (index & 3))))
  }

  /// The check before the first bit.
  var initialCRC: RadioCRC {
    RadioCRC(bytes: core.format.crcBytes, polynomial: bank[Self.crcPolynomial], initial: bank[Self.crcInitial])
  }

  /// The address is sent; what follows it is read shortly before it is due, as CCM may be at work on it.
  func transmit() {
    latch()
    let opening = core.format.opening(bits(ofAddress: Int(bank[Self.transmitAddress])))
    let transmission = AirTransmission(
      sender: place, start: present.adding(Self.transmitDelay), frequency: core.frequency, mode: core.mode,
      power: Self.decibels(bank[Self.transmitPower]), bits: opening)
    core.packetStart = present
    core.sending = transmission
    enter(.transmit)
    core.step = .fetch
    core.stepTime = time(ofBit: core.format.bitsThroughAddress) - Self.fetchLead
    setStep()
    if core.isOnCrystal { air?.begin(transmission) }
  }

  private func fetch(_ sending: AirTransmission) {
    let format = core.format
    var memory = fabric.readRAM(core.pointer, count: format.headerBytes)
    let length = format.lengthBits > 0 ? UInt32(memory[format.lengthPlace]) & format.lengthMask : 0
    let payload = format.payloadBytes(length: length)
    memory += fabric.readRAM(core.pointer &+ UInt32(format.headerBytes), count: payload)
    let whitening = bank[Self.whiteningInitial]
    let bits = format.encode(sending.bits, memory: memory, crc: initialCRC, whitening: whitening)
    core.sending?.bits = bits
    core.sending?.isWhole = true
    core.whitening = whitening
    if core.isOnCrystal { air?.continue(sender: place, start: sending.start, with: bits) }
  }

  /// TXPOWER in dBm: a signed byte. Source: the register list's values, the lowest of which, 0xD8, is called -30 and -40.
  static func decibels(_ power: UInt32) -> Int { Int(Int8(truncatingIfNeeded: power)) }

  func stepTransmit(_ step: Step?) {
    guard let sending = core.sending else { return }
    let bits = sending.bits.count
    switch step {
    case .fetch:
      fetch(sending)
      go(to: .address, atBit: core.format.bitsThroughAddress)
    case .address:
      go(to: .payload, atBit: bits - core.format.crcBits)
      page.raise(Self.address)
    case .payload:
      go(to: .end, atBit: bits)
      page.raise(Self.payload)
    case .end:
      core.lastEnd = sending.end
      var bits = sending.bits
      if core.format.isWhitened { core.format.whiten(&bits, initial: core.whitening) }
      tell(sending, bits, isSent: true, isIntact: true)
      abandon()
      enter(.transmitIdle)
      page.raise(Self.end)
    default: break
    }
  }

  /// When it may next change what is on the air, where nothing happens in its machine before `time`: whoever is not on the
  /// way to send has to ramp up first.
  public func nextSignal(from time: Tick) -> Tick {
    switch core.phase {
    case .transmitIdle, .transmit: time
    case .transmitRampUp: max(time, core.phaseEnd ?? time)
    case .disabled, .transmitDisable, .receiveRampUp, .receiveIdle, .receive, .receiveDisable:
      time.adding(Self.transmitRampUp)
    }
  }

  /// What is being sent ends in the middle.
  func cutTransmission() {
    guard let sending = core.sending else { return }
    let cut = present.adding(Self.transmitDelay)
    core.lastEnd = min(sending.end, cut)
    if core.isOnCrystal, cut < sending.end { air?.cut(sender: place, start: sending.start, at: cut) }
  }
}
