/// What the link layer tells: events and data on the UART. Bluetooth Core Specification, volume 4, part E, 7.7.
enum Host {
  /// Bytes that the longest event takes.
  static let eventRoom: UInt32 = 80
  /// Bytes of data in a packet, and packets that the host may have under way.
  static let dataLength: UInt8 = 27
  static let dataPackets: UInt8 = 8

  private enum Code {
    static let disconnected: UInt8 = 0x05
    static let encryptionChange: UInt8 = 0x08
    static let remoteVersion: UInt8 = 0x0C
    static let commandComplete: UInt8 = 0x0E
    static let commandStatus: UInt8 = 0x0F
    static let completedPackets: UInt8 = 0x13
    static let keyRefresh: UInt8 = 0x30
    static let lowEnergy: UInt8 = 0x3E
  }

  /// Bit n: event n + 1, of the first 64; and of Low Energy's. The host's wishes, or what holds after a reset.
  nonisolated(unsafe) static var mask: (low: UInt32, high: UInt32) = (.max, 0x1FFF)
  nonisolated(unsafe) static var lowEnergyMask: UInt32 = 0x1F

  static var hasRoom: Bool { Line.hasRoom(eventRoom) }

  // MARK: Bytes

  private static func begin(_ code: UInt8, _ count: UInt8) {
    Line.put(4)
    Line.put(code)
    Line.put(count)
  }

  static func put(half value: UInt16) {
    Line.put(UInt8(truncatingIfNeeded: value))
    Line.put(UInt8(truncatingIfNeeded: value >> 8))
  }

  static func put(word value: UInt32) {
    put(half: UInt16(truncatingIfNeeded: value))
    put(half: UInt16(truncatingIfNeeded: value >> 16))
  }

  private static func put(_ address: DeviceAddress) {
    Line.put(address.isRandom ? 1 : 0)
    put(word: address.low)
    put(half: address.high)
  }

  private static func isWanted(_ code: UInt8) -> Bool {
    let bit = UInt32(code) - 1
    return bit < 32 ? mask.low >> bit & 1 != 0 : mask.high >> (bit - 32) & 1 != 0
  }

  /// Begins an event of Low Energy, unless the host does not want it.
  private static func beginLowEnergy(_ subevent: UInt8, _ count: UInt8) -> Bool {
    guard isWanted(Code.lowEnergy), lowEnergyMask >> UInt32(subevent - 1) & 1 != 0 else { return false }
    begin(Code.lowEnergy, count + 1)
    Line.put(subevent)
    return true
  }

  // MARK: Answers to commands

  /// The beginning of an answer that ends a command; so many bytes follow behind the status.
  static func complete(_ command: UInt16, _ status: UInt8, _ count: UInt8 = 0) {
    begin(Code.commandComplete, 4 + count)
    Line.put(1)
    put(half: command)
    Line.put(status)
  }

  /// A command goes on: an event will end it.
  static func status(_ command: UInt16, _ status: UInt8) {
    begin(Code.commandStatus, 4)
    Line.put(status)
    Line.put(1)
    put(half: command)
  }

  // MARK: What has happened

  static func connected(_ index: Int) {
    guard beginLowEnergy(0x01, 18) else { return }
    let connection = LinkLayer.pool[index]
    Line.put(0)
    put(half: UInt16(index))
    Line.put(connection.isCentral ? 0 : 1)
    put(connection.peer)
    put(half: connection.interval)
    put(half: connection.latency)
    put(half: connection.timeout)
    Line.put(connection.isCentral ? 0 : connection.accuracy)
  }

  /// A connection that was to be made is not.
  static func notConnected(_ status: UInt8) {
    guard beginLowEnergy(0x01, 18) else { return }
    Line.put(status)
    for _ in 0..<17 { Line.put(0) }
  }

  static func disconnected(_ index: Int, _ reason: UInt8) {
    guard isWanted(Code.disconnected) else { return }
    begin(Code.disconnected, 4)
    Line.put(0)
    put(half: UInt16(index))
    Line.put(reason)
  }

  static func received(_ index: Int, _ packet: Packet) {
    let count = min(packet.length, dataLength)
    Line.put(2)
    put(half: UInt16(index) | (packet[0] & 3 == 2 ? 0x2000 : 0x1000))
    put(half: UInt16(count))
    for place in 0..<Int(count) { Line.put(packet.payload[place]) }
  }

  static func completed(_ index: Int, _ packets: UInt16) {
    begin(Code.completedPackets, 5)
    Line.put(1)
    put(half: UInt16(index))
    put(half: packets)
  }

  static func updated(_ index: Int, _ status: UInt8) {
    guard beginLowEnergy(0x03, 9) else { return }
    let connection = LinkLayer.pool[index]
    Line.put(status)
    put(half: UInt16(index))
    put(half: connection.interval)
    put(half: connection.latency)
    put(half: connection.timeout)
  }

  static func advertised(_ packet: Packet) {
    let kind: UInt8
    switch AdvertisingPacket.kind(packet) {
    case AdvertisingPacket.connectable: kind = 0
    case AdvertisingPacket.directed: kind = 1
    case AdvertisingPacket.scannable: kind = 2
    case AdvertisingPacket.unconnectable: kind = 3
    default: kind = 4
    }
    guard let sender = AdvertisingPacket.sender(packet) else { return }
    // What a directed one has behind its sender is no data.
    let count = kind == 1 ? 0 : min(packet.length - 6, 31)
    guard beginLowEnergy(0x02, 11 + count) else { return }
    Line.put(1)
    Line.put(kind)
    put(sender)
    Line.put(count)
    for place in 0..<Int(count) { Line.put(packet.payload[6 + place]) }
    Line.put(packet[39])
  }

  /// A central wants encryption: eight bytes and two say with which key.
  static func keyWanted(_ index: Int, _ identity: Packet) {
    guard beginLowEnergy(0x05, 12) else {
      _ = LinkEncryption.refuse(index)
      return
    }
    put(half: UInt16(index))
    for place in 0..<10 { Line.put(identity[place]) }
  }

  /// A connection is encrypted, with another key where it was before; or is not to be.
  static func encrypted(_ index: Int, _ status: UInt8, isRefresh: Bool) {
    let code = isRefresh ? Code.keyRefresh : Code.encryptionChange
    guard isWanted(code) else { return }
    begin(code, isRefresh ? 3 : 4)
    Line.put(status)
    put(half: UInt16(index))
    if !isRefresh { Line.put(status == 0 ? 1 : 0) }
  }

  static func learnedVersion(_ index: Int, _ status: UInt8) {
    guard isWanted(Code.remoteVersion) else { return }
    begin(Code.remoteVersion, 8)
    Line.put(status)
    put(half: UInt16(index))
    Line.put(LinkLayer.pool[index].control.version)
    put(half: LinkLayer.pool[index].control.company)
    put(half: LinkLayer.pool[index].control.subversion)
  }

  static func learnedFeatures(_ index: Int, _ status: UInt8) {
    guard beginLowEnergy(0x04, 11) else { return }
    Line.put(status)
    put(half: UInt16(index))
    for place in 0..<8 { Line.put(LinkLayer.pool[index].control.features[place]) }
  }
}
