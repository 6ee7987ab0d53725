/// The host of the link layer: advertising while nobody is connected, L2CAP with its attribute server, and the times of what it
/// measures. Bluetooth Core Specification, volume 3, parts A, C and F.
enum Host {
  /// 1,600 units of 625 us: once a second.
  private static let advertisingInterval: UInt32 = 1_000_000
  private static let attributeChannel: UInt16 = 4
  private static let signalChannel: UInt16 = 5
  private static let securityChannel: UInt16 = 6

  /// Who is connected; -1 for nobody.
  nonisolated(unsafe) private(set) static var peer = -1
  nonisolated(unsafe) private static var batteryDue = Deadline()
  nonisolated(unsafe) private static var isAdvertisingDue = false

  static let hasRoom = true

  static func start() {
    Advertiser.own = DeviceAddress.ofChip
    Advertiser.interval = advertisingInterval
    setAdvertisement()
    Attributes.battery = Board.batteryPercent()
    batteryDue.set(inSeconds: 60)
    advertise()
  }

  /// Flags: found by all, without BR/EDR; services 180F and 180D; the name in the scan response.
  private static func setAdvertisement() {
    let data: InlineArray<9, UInt8> = [2, 0x01, 0x06, 5, 0x03, 0x0F, 0x18, 0x0D, 0x18]
    Advertiser.setData(Packets.advertisement, count: 9) { data[$0] }
    let name = Attributes.name
    let count = name.utf8CodeUnitCount
    Advertiser.setData(Packets.scanResponse, count: UInt8(count + 2)) { index in
      index == 0 ? UInt8(count + 1) : index == 1 ? 0x09 : name.utf8Start[index - 2]
    }
  }

  private static func advertise() {
    cpu_interrupts_off()
    Advertiser.begin()
    LinkLayer.changed()
    cpu_interrupts_on()
  }

  // MARK: What is measured

  /// When there is something to do that nobody asks for.
  static var next: Deadline { Deadline.sooner(batteryDue, PulseSensor.next) }

  static func work() {
    if isAdvertisingDue {
      isAdvertisingDue = false
      advertise()
    }
    if batteryDue.isDue {
      batteryDue.set(inSeconds: 60)
      let percent = Board.batteryPercent()
      if percent != Attributes.battery {
        Attributes.battery = percent
        AttributeServer.notify(.battery)
      }
    }
    followPulse()
  }

  /// The pulse is measured while somebody wants to know it.
  private static func followPulse() {
    if Attributes.wantsPulse != Board.isPulseOn {
      if Attributes.wantsPulse {
        PulseSensor.start()
        _ = PulseSensor.configure()
      } else {
        PulseSensor.stop()
      }
    }
    guard PulseSensor.next.isDue else { return }
    PulseSensor.sample()
    guard PulseSensor.hasResult, let result = PulseSensor.result() else { return }
    // One of poor quality is no pulse; one without contact says so.
    Attributes.pulse = UInt8(min(result.quality <= 10 ? result.heartRate : 0, 255))
    Attributes.hasContact = result.quality != 254
    AttributeServer.notify(.pulse)
  }

  // MARK: What the link layer tells

  static func connected(_ index: Int) {
    peer = index
    Attributes.forget()
  }

  static func disconnected(_ index: Int, _ reason: UInt8) {
    peer = -1
    Attributes.forget()
    isAdvertisingDue = true
  }

  /// A packet of L2CAP, whole in one of the link layer's: longer ones are not asked for.
  static func received(_ index: Int, _ packet: Packet) {
    let data = packet.payload
    guard packet[0] & 3 == 2, packet.length >= 4, UInt16(packet.length) == data.half(at: 0) + 4 else { return }
    let count = Int(packet.length) - 4
    guard count > 0 else { return }
    switch data.half(at: 2) {
    case attributeChannel: AttributeServer.take(data + 4, count)
    case signalChannel:
      // Command reject: not understood.
      guard count >= 2, data[4] != 1 else { break }
      let identifier = data[5]
      send(signalChannel, count: 6) {
        $0[0] = 1
        $0[1] = identifier
        $0.put(half: 2, at: 2)
        $0.put(half: 0, at: 4)
      }
    case securityChannel:
      // Pairing failed: not supported.
      guard data[4] == 1 else { break }
      send(securityChannel, count: 2) {
        $0[0] = 5
        $0[1] = 5
      }
    default: break
    }
  }

  /// Sends 23 bytes at most on a channel of L2CAP; false where there is no room, or nobody.
  @discardableResult
  static func send(_ channel: UInt16, count: Int, _ write: (Packet) -> Void) -> Bool {
    guard peer >= 0 else { return false }
    return LinkLayer.send(peer, 2, count: UInt8(count + 4)) {
      $0.put(half: UInt16(count), at: 0)
      $0.put(half: channel, at: 2)
      write($0 + 4)
    }
  }

  static func sendAttributes(count: Int, _ write: (Packet) -> Void) -> Bool {
    send(attributeChannel, count: count, write)
  }

  static func completed(_ index: Int, _ packets: UInt16) {}
  static func updated(_ index: Int, _ status: UInt8) {}
  static func advertised(_ packet: Packet) {}
  /// It has no keys.
  static func keyWanted(_ index: Int, _ identity: Packet) { _ = LinkEncryption.refuse(index) }
  static func encrypted(_ index: Int, _ status: UInt8, isRefresh: Bool) {}
  static func learnedVersion(_ index: Int, _ status: UInt8) {}
  static func learnedFeatures(_ index: Int, _ status: UInt8) {}
}
