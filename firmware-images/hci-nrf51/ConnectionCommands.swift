/// Connections. Bluetooth Core Specification, volume 4, part E, 7.8.18 to 7.8.21.
enum ConnectionCommands {
  /// Whether a connection may have such times: 7.5 ms to 4 s, 500 events, 100 ms to 32 s, and two chances before it is lost.
  static func areGood(_ interval: UInt16, _ latency: UInt16, _ timeout: UInt16) -> Bool {
    (6...3_200).contains(interval) && latency < 500 && (10...3_200).contains(timeout)
      && UInt32(timeout) * 4 > (1 + UInt32(latency)) * UInt32(interval)
  }

  static func take(_ command: UInt16, _ data: Packet, _ count: UInt8) {
    switch command & 0x3FF {
    case 0x13:
      guard count >= 14 else { return Host.status(command, LinkError.invalidParameter) }
      let handle = Int(data.half(at: 0))
      guard LinkLayer.isOpen(handle) else { return Host.status(command, LinkError.unknownConnection) }
      let (interval, latency, timeout) = (data.half(at: 2), data.half(at: 6), data.half(at: 8))
      guard areGood(interval, latency, timeout) else { return Host.status(command, LinkError.invalidParameter) }
      // A peripheral has no way to ask for it but L2CAP's.
      guard LinkLayer.pool[handle].isCentral, !LinkLayer.pool[handle].control.isUpdateWanted else {
        return Host.status(command, LinkError.disallowed)
      }
      Host.status(command, 0)
      LinkControl.update(handle, interval: interval, latency: latency, timeout: timeout)
    case 0x14:
      guard Commands.has(count, 5, command) else { return }
      let map = ChannelMap(data)
      guard map.count >= 2 else { return Host.complete(command, LinkError.invalidParameter) }
      Host.complete(command, 0)
      LinkControl.setChannels(map)
    case 0x15:
      guard Commands.has(count, 2, command) else { return }
      let handle = Int(data.half(at: 0))
      let isOpen = LinkLayer.isOpen(handle)
      Host.complete(command, isOpen ? 0 : LinkError.unknownConnection, 7)
      Host.put(half: data.half(at: 0))
      let map = isOpen ? LinkLayer.pool[handle].map : LinkControl.channels
      Host.put(word: map.low)
      Line.put(map.high)
    default:
      guard count >= 2 else { return Host.status(command, LinkError.invalidParameter) }
      let handle = Int(data.half(at: 0))
      guard LinkLayer.isOpen(handle) else { return Host.status(command, LinkError.unknownConnection) }
      Host.status(command, 0)
      LinkControl.askFeatures(handle)
    }
  }
}
