import Machine

/// Receiving a packet.
extension RADIO {
  /// How long what has ended is kept, to be compared with what overlapped it: longer than the longest packet takes.
  static let memory: Tick = .milliseconds(10)

  // MARK: The packet

  /// The packet's bits as far as they have arrived, without whitening.
  func arrived(_ reception: Reception, upTo count: Int) -> RadioBits {
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

  func goToPayload() {
    guard let reception = core.reception else { return }
    let format = core.format
    go(to: .payload, atBit: format.bitsThroughAddress + format.headerBits + 8 * reception.payloadBytes)
  }

  func length(of reception: Reception) -> UInt32 {
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
    var fields: [(start: Int, width: Int)] = []
    var place = format.bitsThroughAddress
    for width in [format.s0Bits, format.lengthBits, format.s1Bits] where width > 0 {
      fields.append((place, width))
      place += width
    }
    // The length is known from the header's end on.
    for _ in 0..<min(max(count - place, 0) / 8, reception.payloadBytes) {
      fields.append((place, 8))
      place += 8
    }
    fields.removeAll { $0.start + $0.width > count }
    let stored = max(reception.stored, 0)
    guard fields.count > stored, let last = fields.last else { return }
    let bits = arrived(reception, upTo: last.start + last.width)
    let bytes = fields[stored...].map {
      UInt8(truncatingIfNeeded: bits.value(at: $0.start, $0.width, isBigEndian: format.isBigEndian))
    }
    fabric.writeRAM(core.pointer &+ UInt32(stored), bytes)
    core.reception?.stored = fields.count
  }

  /// Compares the first six bytes of the payload with DAB and DAP, and bit 6 of S0 with TXADD.
  func matchDevice(_ reception: Reception) {
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

  func endReception(_ reception: Reception) {
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
