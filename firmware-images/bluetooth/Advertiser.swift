/// Advertising: an event sends the advertisement on each of its channels and hears whether somebody asks.
///
/// Bluetooth Core Specification, volume 6, part B, 4.4.2.
enum Advertiser {
  private enum Phase { case advertising, listening, responding }

  nonisolated(unsafe) static var isOn = false
  /// Of the host's: microseconds between events, the packet's kind, channels 37 ... 39 as bits, addresses, filter policy.
  nonisolated(unsafe) static var interval: UInt32 = 1_280_000
  nonisolated(unsafe) static var kind = AdvertisingPacket.connectable
  nonisolated(unsafe) static var channels: UInt32 = 7
  nonisolated(unsafe) static var own = DeviceAddress()
  nonisolated(unsafe) static var target = DeviceAddress()
  nonisolated(unsafe) static var policy: UInt8 = 0
  /// When the next event is to begin.
  nonisolated(unsafe) private(set) static var next = Instant()
  nonisolated(unsafe) private static var channel: UInt32 = 0
  nonisolated(unsafe) private static var phase = Phase.advertising

  /// The first event comes at once.
  static func begin() {
    complete()
    next = Instant(ticks: RadioClock.now, rest: 0)
    isOn = true
  }

  /// Header and addresses of what is sent; the data behind them is the host's.
  private static func complete() {
    let packet = Packets.advertisement
    packet[0] = AdvertisingPacket.header(kind, from: own)
    if kind == AdvertisingPacket.directed {
      packet[0] = AdvertisingPacket.header(kind, from: own, to: target)
      packet.length = 12
      target.write(to: packet.payload + 6)
    }
    own.write(to: packet.payload)
    let response = Packets.scanResponse
    response[0] = AdvertisingPacket.header(AdvertisingPacket.scanResponse, from: own)
    own.write(to: response.payload)
  }

  /// Puts data into the advertisement or the response to a scan: 31 bytes at most.
  static func setData(_ packet: Packet, count: UInt8, _ byte: (Int) -> UInt8) {
    let count = min(count, 31)
    cpu_interrupts_off()
    for index in 0..<Int(count) { packet[8 + index] = byte(index) }
    packet[1] = 6 + count
    cpu_interrupts_on()
  }

  private static var isAnswered: Bool { kind != AdvertisingPacket.unconnectable }

  // MARK: An event of the radio

  static func arm(_ start: Instant) {
    next = start
    channel = 36
    guard setNextChannel() else { return }
    advertise()
    RadioClock.arm(start, transmits: true)
  }

  private static func setNextChannel() -> Bool {
    repeat { channel += 1 } while channel < 40 && channels >> (channel &- 37) & 1 == 0
    return channel < 40
  }

  private static func advertise() {
    phase = .advertising
    Transceiver.tune(channel, access: Transceiver.advertisingAccess, crc: Transceiver.advertisingCRC)
    Transceiver.prepare(
      Packets.advertisement, isAnswered ? Transceiver.sendAndReceive : Transceiver.send)
  }

  /// The radio is off, after a packet or because none came.
  static func radioIsOff(after hasPacket: Bool) {
    switch phase {
    case .advertising:
      guard isAnswered else { return goOn() }
      phase = .listening
      Transceiver.prepare(Packets.spare, Transceiver.receiveAndSend)
      RadioClock.listen(until: RadioClock.packetEnd + LinkLayer.answerTime)
    case .listening:
      guard hasPacket, Transceiver.isIntact else { return stopAndGoOn() }
      answer(Packets.spare)
    case .responding: goOn()
    }
  }

  private static func answer(_ packet: Packet) {
    guard let sender = AdvertisingPacket.sender(packet), let asked = AdvertisingPacket.target(packet), asked == own
    else { return stopAndGoOn() }
    switch AdvertisingPacket.kind(packet) {
    case AdvertisingPacket.scanRequest:
      guard kind != AdvertisingPacket.directed, policy & 1 == 0 || LinkLayer.filter.contains(sender) else { break }
      phase = .responding
      return Transceiver.prepare(Packets.scanResponse, Transceiver.send)
    case AdvertisingPacket.connectRequest:
      guard kind == AdvertisingPacket.connectable || kind == AdvertisingPacket.directed, packet.length >= 34,
        kind == AdvertisingPacket.connectable || sender == target,
        policy & 2 == 0 || LinkLayer.filter.contains(sender)
      else { break }
      Transceiver.stop()
      if LinkLayer.accept(packet, from: sender) { isOn = false }
      return end()
    default: break
    }
    stopAndGoOn()
  }

  private static func stopAndGoOn() {
    Transceiver.stop()
    goOn()
  }

  private static func goOn() {
    guard isOn, LinkLayer.hasTime(microseconds: 1_500), setNextChannel() else { return end() }
    advertise()
    Transceiver.transmitNow()
  }

  private static func end() {
    // Between none and ten milliseconds, by chance, so that two advertisers do not stay together.
    next = next.advanced(microseconds: interval + RandomBits.cheap(below: 10_000))
    LinkLayer.finish()
  }
}
