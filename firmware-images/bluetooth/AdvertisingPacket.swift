/// Packets of the advertising channels: Bluetooth Core Specification, volume 6, part B, 2.3.
enum AdvertisingPacket {
  static let connectable: UInt8 = 0
  static let directed: UInt8 = 1
  static let unconnectable: UInt8 = 2
  static let scanRequest: UInt8 = 3
  static let scanResponse: UInt8 = 4
  static let connectRequest: UInt8 = 5
  static let scannable: UInt8 = 6

  static func kind(_ packet: Packet) -> UInt8 { packet[0] & 0xF }

  static func header(_ kind: UInt8, from sender: DeviceAddress, to target: DeviceAddress = DeviceAddress()) -> UInt8 {
    kind | (sender.isRandom ? 0x40 : 0) | (target.isRandom ? 0x80 : 0)
  }

  /// Who has sent it, where it is long enough to say so.
  static func sender(_ packet: Packet) -> DeviceAddress? {
    packet.length >= 6 ? DeviceAddress(isRandom: packet[0] & 0x40 != 0, packet.payload) : nil
  }

  /// Whom it asks, for those that ask.
  static func target(_ packet: Packet) -> DeviceAddress? {
    packet.length >= 12 ? DeviceAddress(isRandom: packet[0] & 0x80 != 0, packet.payload + 6) : nil
  }
}
