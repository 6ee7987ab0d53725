/// What a connection sends, and its acknowledgements: every packet is sent until the peer's next one asks for another.
///
/// Bluetooth Core Specification, volume 6, part B, 4.5.9.
struct LinkQueue {
  private var head: UInt32 = 0
  private var tail: UInt32 = 0
  /// Bits: our next packet's number, and that which the peer is to send.
  private var sequence: UInt8 = 0
  private var expected: UInt8 = 0
  /// What was sent last is not acknowledged, and is without data.
  private var isSent = false
  private var isEmpty = true
  /// Data of the host's that the peer has taken since the host was told.
  var completed: UInt16 = 0
  /// Our word that the connection ends has been taken.
  private(set) var hasEnded = false
  private(set) var endReason: UInt8 = 0

  /// The identifier of control packets.
  static let control: UInt8 = 3
  static let terminate: UInt8 = 0x02

  var hasData: Bool { head != tail }
  var isIdle: Bool { head == tail && !isSent }

  func hasRoom(_ count: UInt32 = 1) -> Bool { head &- tail &+ count <= UInt32(Packets.sending) }

  /// Where the next packet of the host's is written, which `add` then queues.
  func place(_ connection: Int) -> Packet { Packets.sending(connection, head) }
  mutating func add() { head &+= 1 }

  /// The packet that is sent now.
  mutating func next(_ connection: Int) -> Packet {
    if !isSent { isEmpty = head == tail }
    isSent = true
    let packet = isEmpty ? Packets.empty : Packets.sending(connection, tail)
    let left = head &- tail
    let hasMore = isEmpty ? left > 0 : left > 1
    packet[0] = packet[0] & 3 | expected << 2 | sequence << 3 | (hasMore ? 0x10 : 0)
    return packet
  }

  /// A packet of the peer's, whose check is right.
  mutating func take(_ packet: Packet, _ connection: Int) {
    let header = packet[0]
    if isSent, header >> 2 & 1 != sequence {
      sequence ^= 1
      isSent = false
      if !isEmpty { acknowledge(Packets.sending(connection, tail)) }
    }
    guard header >> 3 & 1 == expected else { return }
    if packet[1] > 0 {
      guard ReceivedData.hasRoom else { return }
      ReceivedData.keep(for: connection)
    }
    expected ^= 1
  }

  private mutating func acknowledge(_ packet: Packet) {
    if packet[0] & 3 != Self.control {
      completed &+= 1
      LinkLayer.hasWork = 1
    } else if packet[2] == Self.terminate {
      hasEnded = true
      endReason = LinkError.localHostTerminated
    }
    tail &+= 1
  }
}
