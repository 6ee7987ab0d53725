/// Data between the radio's interrupt and the main loop, of all connections. While there is no room nothing is acknowledged, so
/// that the peer sends it again.
enum ReceivedData {
  nonisolated(unsafe) private static var head: UInt32 = 0
  nonisolated(unsafe) private static var tail: UInt32 = 0
  nonisolated(unsafe) private static var owners = InlineArray<8, UInt8>(repeating: 0)

  /// Whether the packet being received can be kept: there was room when the radio was told where it goes. Room that the main loop
  /// makes later is no use to it.
  nonisolated(unsafe) private(set) static var canKeep = false

  static func clear() { tail = head }

  /// Chooses where the next packet is received.
  static func prepare() -> Packet {
    canKeep = head &- tail < UInt32(Packets.received)
    return current
  }

  /// Where the packet is that `prepare` was called for.
  static var current: Packet { canKeep ? Packets.received(head) : Packets.spare }

  /// That packet is kept.
  static func keep(for connection: Int) {
    owners[Int(head) & (Packets.received - 1)] = UInt8(truncatingIfNeeded: connection)
    head &+= 1
    canKeep = false
    LinkLayer.hasWork = 1
  }

  /// The oldest, and whose it is; it waits on until `drop`.
  static var first: (packet: Packet, connection: Int)? {
    guard head != tail else { return nil }
    return (Packets.received(tail), Int(owners[Int(tail) & (Packets.received - 1)]))
  }
  static func drop() { tail &+= 1 }
}
