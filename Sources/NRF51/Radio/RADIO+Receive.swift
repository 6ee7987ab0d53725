import Machine

/// Hearing others, and receiving a packet.
extension RADIO {
  /// How long what has ended is kept, to be compared with what overlapped it: longer than the longest packet takes.
  private static let memory: Tick = .milliseconds(10)

  // MARK: The air

  /// The present of the radio's machine.
  public var airTime: Tick { fabric.now }

  /// Another radio begins a transmission.
  public func airBegins(_ transmission: AirTransmission) {
    let now = fabric.now
    core.heard.removeAll { $0.end.adding(Self.memory) < now }
    core.heard.append(transmission)
    if core.phase == .receive && core.reception == nil { listenToNext(after: present) }
  }

  /// Another radio gives one up.
  public func airCut(sender: Int, start: Tick, cut: Tick) {
    guard let index = core.heard.lastIndex(where: { $0.sender == sender && $0.start == start }) else { return }
    core.heard[index].cut = cut
    if core.reception?.transmission.sender == sender, core.reception?.transmission.start == start {
      core.reception?.transmission.cut = cut
    }
  }

  /// The strongest that has been on the frequency for long enough, in dBm.
  func strengthOnAir() -> Int {
    guard let air, core.isOnCrystal else { return Self.noiseFloor }
    if let reception = core.reception { return max(air.received(reception.transmission), Self.noiseFloor) }
    let time = present
    let heard = core.heard.filter {
      $0.frequency == core.frequency && $0.start.adding(Air.reach) <= time && Self.lastEffect($0) > time
    }
    return heard.map(air.received).reduce(Self.noiseFloor, max)
  }

  /// When a transmission makes its last difference to others: a cut is noticed late, as a beginning is.
  private static func lastEffect(_ transmission: AirTransmission) -> Tick {
    guard let cut = transmission.cut else { return transmission.end }
    return min(transmission.time(ofBit: transmission.bits.count), cut.adding(Air.reach))
  }

  // MARK: Addresses

  func receive() {
    latch()
    core.listeningSince = present
    enter(.receive)
    listenToNext(after: present)
  }

  /// When the address of a transmission would be complete in this receiver.
  private func addressTime(_ transmission: AirTransmission) -> Tick {
    transmission.start.adding(Tick(core.format.bitsThroughAddress) &* core.mode.bitTime).adding(Self.receiveDelay)
  }

  private func listenToNext(after time: Tick) {
    guard let since = core.listeningSince else { return listen(at: nil) }
    let times = core.heard.lazy.filter { [core] in
      $0.start >= since && $0.frequency == core.frequency && $0.mode == core.mode
    }.map(addressTime)
    listen(at: times.filter { $0 > time }.min())
  }

  func findAddress() {
    core.listenTime = nil
    let time = present
    guard core.phase == .receive, core.reception == nil, let air, core.isOnCrystal else { return }
    let candidates = core.heard.filter {
      $0.start >= core.listeningSince ?? .max && $0.frequency == core.frequency && $0.mode == core.mode
        && addressTime($0) == time && air.received($0) >= core.mode.sensitivity && !air.isLost($0, to: place)
    }.sorted { ($0.power, $1.sender) > ($1.power, $0.sender) }
    for transmission in candidates {
      guard let match = match(transmission) else { continue }
      core.reception = Reception(transmission: transmission)
      core.packetStart = transmission.start.adding(Self.receiveDelay)
      bank[Self.receivedMatch] = UInt32(match)
      go(to: .header, atBit: core.format.bitsThroughAddress + core.format.headerBits)
      return page.raise(Self.address)
    }
    listenToNext(after: time)
  }

  /// The lowest enabled logical address that a transmission has.
  private func match(_ transmission: AirTransmission) -> Int? {
    let bits = bits(of: transmission, upTo: core.format.bitsThroughAddress)
    let enabled = bank[Self.receiveAddresses]
    return (0..<8).first { index in
      guard enabled >> UInt32(index) & 1 != 0 else { return false }
      let wanted = self.bits(ofAddress: index)
      return (0..<wanted.count).allSatisfy { wanted[$0] == bits[RadioFormat.preambleBits + $0] }
    }
  }

  /// The first bits of a transmission as they arrive here: noise where another is as strong, and after the end.
  private func bits(of transmission: AirTransmission, upTo count: Int) -> RadioBits {
    guard let air else { return transmission.bits }
    var bits = RadioBits()
    let own = transmission.bits
    for index in 0..<count { bits.append(UInt32(own[index]), 1) }
    func disturb(from start: Tick, to end: Tick) {
      for index in 0..<count {
        let time = transmission.time(ofBit: index)
        guard time >= start, time < end else { continue }
        bits.invert(at: index, if: air.disturbance(transmission, to: place, at: index))
      }
    }
    let end = Self.lastEffect(transmission)
    if transmission.time(ofBit: count) > end { disturb(from: end, to: .max) }
    for other in core.heard where other.frequency == transmission.frequency {
      guard other.sender != transmission.sender, other.end > transmission.start else { continue }
      guard other.power > transmission.power - Air.capture else { continue }
      disturb(from: other.start.adding(Air.reach), to: min(Self.lastEffect(other), end))
    }
    return bits
  }

  // MARK: The packet

  /// The packet's bits as far as they have arrived, without whitening.
  private func arrived(_ reception: Reception, upTo count: Int) -> RadioBits {
    var bits = bits(of: reception.transmission, upTo: count)
    if core.format.isWhitened { core.format.whiten(&bits, initial: bank[Self.whiteningInitial]) }
    return bits
  }

  func stepReceive(_ step: Step?) {
    guard var reception = core.reception else { return }
    let format = core.format
    let payloadStart = format.bitsThroughAddress + format.headerBits
    switch step {
    case .header:
      reception.payloadBytes = format.payloadBytes(length: length(of: reception))
      core.reception = reception
      storeReceived()
      let isMatching = bank[Self.deviceConfiguration] & 0xFF != 0 && reception.payloadBytes >= 6
      if isMatching { go(to: .device, atBit: payloadStart + 48) } else { goToPayload() }
    case .device:
      storeReceived()
      goToPayload()
      matchDevice(reception)
    case .payload:
      storeReceived()
      go(to: .end, atBit: payloadStart + 8 * reception.payloadBytes + format.crcBits)
      page.raise(Self.payload)
    case .end: endReception(reception)
    default: break
    }
  }

  private func goToPayload() {
    guard let reception = core.reception else { return }
    let format = core.format
    go(to: .payload, atBit: format.bitsThroughAddress + format.headerBits + 8 * reception.payloadBytes)
  }

  private func length(of reception: Reception) -> UInt32 {
    let format = core.format
    let start = format.bitsThroughAddress + format.s0Bits
    let bits = arrived(reception, upTo: start + format.lengthBits)
    return bits.value(at: start, format.lengthBits, isBigEndian: format.isBigEndian) & format.lengthMask
  }

  /// Puts the bytes that are complete by now in RAM.
  func storeReceived() {
    guard let reception = core.reception else { return }
    let format = core.format
    let count = Int((present &- core.packetStart) / core.mode.bitTime)
    let headerEnd = format.bitsThroughAddress + format.headerBits
    guard count >= headerEnd else { return }
    let payload = min((count - headerEnd) / 8, reception.payloadBytes)
    guard format.headerBytes + payload > reception.stored else { return }
    let bits = arrived(reception, upTo: headerEnd + 8 * payload)
    var bytes: [UInt8] = []
    var place = format.bitsThroughAddress
    for width in [format.s0Bits, format.lengthBits, format.s1Bits] where width > 0 {
      bytes.append(UInt8(truncatingIfNeeded: bits.value(at: place, width, isBigEndian: format.isBigEndian)))
      place += width
    }
    for _ in 0..<payload {
      bytes.append(UInt8(truncatingIfNeeded: bits.value(at: place, 8, isBigEndian: format.isBigEndian)))
      place += 8
    }
    let stored = min(max(reception.stored, 0), bytes.count)
    fabric.writeRAM(core.pointer &+ UInt32(stored), bytes[stored...])
    core.reception?.stored = bytes.count
  }

  /// Compares the first six bytes of the payload with DAB and DAP, and bit 6 of S0 with TXADD.
  private func matchDevice(_ reception: Reception) {
    let format = core.format
    let place = format.bitsThroughAddress + format.headerBits
    let bits = arrived(reception, upTo: place + 48)
    let isBig = format.isBigEndian
    let bytes = (0..<6).map { bits.value(at: place + 8 * $0, 8, isBigEndian: isBig) }
    let base = bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24
    let prefix = bytes[4] | bytes[5] << 8
    let s0 = bits.value(at: format.bitsThroughAddress, format.s0Bits, isBigEndian: isBig)
    let enabled = bank[Self.deviceConfiguration]
    let match = (0..<8).first { index in
      enabled >> UInt32(index) & 1 != 0 && enabled >> UInt32(8 + index) & 1 == s0 >> 6 & 1
        && bank[Self.deviceBases, index] == base && bank[Self.devicePrefixes, index] == prefix
    }
    if let match { bank[Self.deviceIndex] = UInt32(match) }
    page.raise(match == nil ? Self.deviceMiss : Self.deviceMatch)
  }

  private func endReception(_ reception: Reception) {
    let format = core.format
    let checked = format.bitsThroughAddress + format.headerBits + 8 * reception.payloadBytes
    let bits = arrived(reception, upTo: checked + format.crcBits)
    var crc = initialCRC
    crc.take(bits, from: format.skipsAddress ? format.bitsThroughAddress : RadioFormat.preambleBits, to: checked)
    let received = bits.value(at: checked, format.crcBits, isBigEndian: true)
    bank[Self.receivedCRC] = received
    bank[Self.crcStatus] = received == crc.value ? 1 : 0
    core.lastEnd = present &- Self.receiveDelay
    tell(reception.transmission, bits, isSent: false, isIntact: received == crc.value)
    abandon()
    enter(.receiveIdle)
    page.raise(Self.end)
  }
}
