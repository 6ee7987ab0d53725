/// Addresses and advertising. Bluetooth Core Specification, volume 4, part E, 7.8.4 to 7.8.9.
enum AdvertisingCommands {
  /// The host's random address; the chip's own until it has set one.
  nonisolated(unsafe) static var random = DeviceAddress()

  static func reset() {
    random = DeviceAddress.ofChip
    Advertiser.interval = 1_280_000
    Advertiser.kind = AdvertisingPacket.connectable
    Advertiser.channels = 7
    Advertiser.own = random
    Advertiser.policy = 0
    Packets.advertisement[1] = 6
    Packets.scanResponse[1] = 6
  }

  static func take(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    switch command & 0x3FF {
    case 0x05:
      guard Commands.has(count, 6, command) else { return }
      guard !Advertiser.isOn, !Scanner.isOn else { return Host.complete(command, LinkError.disallowed) }
      random = DeviceAddress(isRandom: true, data)
      Advertiser.own = random
      Host.complete(command, 0)
    case 0x06:
      guard Commands.has(count, 15, command) else { return }
      Host.complete(command, setParameters(data))
    case 0x07:
      Host.complete(command, 0, 1)
      Line.put(0)
    case 0x08, 0x09:
      guard Commands.has(count, 32, command) else { return }
      let packet = command & 1 == 0 ? Packets.advertisement : Packets.scanResponse
      Advertiser.setData(packet, count: data[0]) { data[1 + $0] }
      Host.complete(command, 0)
    default:
      guard Commands.has(count, 1, command) else { return }
      cpu_interrupts_off()
      Advertiser.isOn = false
      if data[0] != 0 { Advertiser.begin() }
      LinkLayer.changed()
      cpu_interrupts_on()
      Host.complete(command, 0)
    }
  }

  private static func setParameters(_ data: Packet) -> UInt8 {
    guard !Advertiser.isOn else { return LinkError.disallowed }
    let interval = data.half(at: 0)
    guard (0x20...0x4000).contains(interval), data[4] <= 4, data[13] & 7 != 0, data[14] <= 3 else {
      return LinkError.invalidParameter
    }
    // There is no public address.
    guard data[5] & 1 == 1 else { return LinkError.invalidParameter }
    switch data[4] {
    case 0: Advertiser.kind = AdvertisingPacket.connectable
    case 2: Advertiser.kind = AdvertisingPacket.scannable
    case 3: Advertiser.kind = AdvertisingPacket.unconnectable
    case 4: Advertiser.kind = AdvertisingPacket.directed
    default: return LinkError.unsupported
    }
    Advertiser.interval = UInt32(interval) * 625
    Advertiser.own = random
    Advertiser.target = DeviceAddress(isRandom: data[6] & 1 != 0, data + 7)
    Advertiser.channels = UInt32(data[13] & 7)
    Advertiser.policy = data[14]
    return 0
  }
}
