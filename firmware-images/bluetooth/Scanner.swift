/// Listening to advertisers, asking them for more, and connecting to one.
///
/// Bluetooth Core Specification, volume 6, part B, 4.4.3 and 4.4.4.
enum Scanner {
  private enum Phase { case listening, asking, hearing, connecting }

  /// Of the host's.
  struct Settings {
    /// Microseconds from window to window, and of a window.
    var interval: UInt32 = 10_000
    var window: UInt32 = 10_000
    var own = DeviceAddress()
    /// Whether only devices of the filter accept list are heard.
    var isFiltered = false
  }

  nonisolated(unsafe) static var isScanning = false
  nonisolated(unsafe) static var isConnecting = false
  nonisolated(unsafe) static var scanning = Settings()
  nonisolated(unsafe) static var connecting = Settings()
  nonisolated(unsafe) static var isActive = false
  /// Whom to connect to, where no list says so.
  nonisolated(unsafe) static var peer = DeviceAddress()
  nonisolated(unsafe) private(set) static var next = Instant()
  nonisolated(unsafe) private static var channel: UInt32 = 37
  nonisolated(unsafe) private static var phase = Phase.listening
  nonisolated(unsafe) private static var windowEnd: UInt32 = 0
  nonisolated(unsafe) private static var asked = DeviceAddress()
  nonisolated(unsafe) private static var backOff = BackOff()

  static var isOn: Bool { isScanning || isConnecting }
  private static var settings: Settings { isConnecting ? connecting : scanning }

  static func begin() {
    next = Instant(ticks: RadioClock.now, rest: 0)
    channel = 37
    backOff = BackOff()
  }

  // MARK: An event of the radio

  static func arm(_ start: Instant, limit: UInt32) {
    next = start
    windowEnd = min(settings.window + start.microseconds + 31, limit)
    prepareToListen()
    RadioClock.arm(start, transmits: false)
    RadioClock.stopListening(at: windowEnd)
  }

  private static func prepareToListen() {
    phase = .listening
    Transceiver.tune(channel, access: Transceiver.advertisingAccess, crc: Transceiver.advertisingCRC)
    Transceiver.prepare(
      Packets.spare, isConnecting || isActive ? Transceiver.receiveAndSend : Transceiver.receive)
  }

  /// The radio is off, after a packet or because the time is over.
  static func radioIsOff(after hasPacket: Bool) {
    switch phase {
    case .listening:
      guard hasPacket else { return end() }
      guard Transceiver.isIntact, let sender = AdvertisingPacket.sender(Packets.spare) else { return listenAgain() }
      hear(Packets.spare, from: sender)
    case .asking:
      phase = .hearing
      Transceiver.prepare(Packets.spare, Transceiver.receive)
      RadioClock.listen(until: RadioClock.packetEnd + LinkLayer.answerTime)
    case .hearing:
      let isAnswer =
        hasPacket && Transceiver.isIntact && AdvertisingPacket.kind(Packets.spare) == AdvertisingPacket.scanResponse
        && AdvertisingPacket.sender(Packets.spare) == asked
      backOff.note(isAnswer)
      if isAnswer { AdvertisingReports.add(Packets.spare, Transceiver.strength) }
      listenAgain()
    case .connecting:
      isConnecting = false
      LinkLayer.initiated(Packets.connectRequest, to: asked)
      end()
    }
  }

  private static func hear(_ packet: Packet, from sender: DeviceAddress) {
    let kind = AdvertisingPacket.kind(packet)
    if isConnecting, isWanted(packet, kind, sender) { return connect(to: sender) }
    guard isScanning, !scanning.isFiltered || LinkLayer.filter.contains(sender) else { return listenAgain() }
    let canAsk =
      isActive && (kind == AdvertisingPacket.connectable || kind == AdvertisingPacket.scannable) && backOff.isOver()
    if canAsk {
      asked = sender
      phase = .asking
      let request = Packets.scanRequest
      request[0] = AdvertisingPacket.header(AdvertisingPacket.scanRequest, from: scanning.own, to: sender)
      request[1] = 12
      scanning.own.write(to: request.payload)
      sender.write(to: request.payload + 6)
      Transceiver.prepare(request, Transceiver.sendAndReceive)
    }
    switch kind {
    case AdvertisingPacket.connectable, AdvertisingPacket.directed, AdvertisingPacket.unconnectable,
      AdvertisingPacket.scannable:
      AdvertisingReports.add(packet, Transceiver.strength)
    default: break
    }
    if !canAsk { listenAgain() }
  }

  private static func isWanted(_ packet: Packet, _ kind: UInt8, _ sender: DeviceAddress) -> Bool {
    guard connecting.isFiltered ? LinkLayer.filter.contains(sender) : sender == peer else { return false }
    if kind == AdvertisingPacket.connectable { return true }
    return kind == AdvertisingPacket.directed && AdvertisingPacket.target(packet) == connecting.own
  }

  private static func connect(to advertiser: DeviceAddress) {
    asked = advertiser
    phase = .connecting
    let request = Packets.connectRequest
    request[0] = AdvertisingPacket.header(AdvertisingPacket.connectRequest, from: connecting.own, to: advertiser)
    request[1] = 34
    connecting.own.write(to: request.payload)
    advertiser.write(to: request.payload + 6)
    Transceiver.prepare(request, Transceiver.send)
  }

  private static func listenAgain() {
    Transceiver.stop()
    guard isOn, RadioClock.elapsed + 400 < windowEnd else { return end() }
    prepareToListen()
    RadioClock.listen(until: windowEnd)
    Transceiver.receiveNow()
  }

  private static func end() {
    Transceiver.stop()
    next = next.advanced(microseconds: max(settings.interval, settings.window))
    channel = channel == 39 ? 37 : channel + 1
    LinkLayer.finish()
  }

  /// The window ends now: something else wants the radio.
  static func abort() { end() }
}
