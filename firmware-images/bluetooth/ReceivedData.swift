/// Data between the radio's interrupt and the main loop, of all connections. While there is no room nothing is acknowledged, so
/// that the peer sends it again.
enum ReceivedData {
  nonisolated(unsafe) private static var head: UInt32 = 0
  nonisolated(unsafe) private static var tail: UInt32 = 0
  nonisolated(unsafe) private static var owners = InlineArray<8, UInt8>(repeating: 0)

  static func clear() { tail = head }

  static var hasRoom: Bool { head &- tail < UInt32(Packets.received) }

  /// Where the next packet is received.
  static var next: Packet { hasRoom ? Packets.received(head) : Packets.spare }

  /// What lies in `next` is kept.
  static func keep(for connection: Int) {
    owners[Int(head) & (Packets.received - 1)] = UInt8(truncatingIfNeeded: connection)
    head &+= 1
    LinkLayer.hasWork = 1
  }

  /// The oldest, and whose it is; it waits on until `drop`.
  static var first: (packet: Packet, connection: Int)? {
    guard head != tail else { return nil }
    return (Packets.received(tail), Int(owners[Int(tail) & (Packets.received - 1)]))
  }
  static func drop() { tail &+= 1 }
}
