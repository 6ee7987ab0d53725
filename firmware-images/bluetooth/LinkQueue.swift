/// What a connection sends, and its acknowledgements: every packet is sent until the peer's next one asks for another.
///
/// Bluetooth Core Specification, volume 6, part B, 4.5.9.
struct LinkQueue {
  /// The next place, and the oldest packet; what lies from `open` on waits.
  private var head: UInt32 = 0
  private var tail: UInt32 = 0
  private var open: UInt32 = 0
  /// What is not urgent waits: for encryption, or for something with an instant.
  var isPaused = false
  /// Bits: our next packet's number, and that which the peer is to send.
  private var sequence: UInt8 = 0
  private var expected: UInt8 = 0
  /// What was sent last is not acknowledged.
  private var isSent = false
  /// It is without data.
  private var isEmpty = true
  /// Packets of the host's that the peer has taken since the host was told.
  var completed: UInt16 = 0
  /// Our word that the connection ends has been taken.
  private(set) var hasEnded = false
  private(set) var endReason: UInt8 = 0

  /// The identifier of control packets.
  static let control: UInt8 = 3
  static let terminate: UInt8 = 0x02
  /// Where a packet in RAM has its code once more, in the clear.
  static let mark = Packets.size - 1

  /// Whether there is data that the peer has not taken.
  var hasData: Bool { open != tail }

  func hasRoom(_ count: UInt32 = 1) -> Bool { head &- tail &+ count <= UInt32(Packets.sending) }

  /// Where the next packet is written, which `add` then queues: an urgent one before what waits.
  func place(_ connection: Int, isUrgent: Bool) -> Packet {
    guard isUrgent else { return Packets.sending(connection, head) }
    var place = head
    while place != open {
      Packets.sending(connection, place).copy(from: Packets.sending(connection, place &- 1), count: Packets.size)
      place &-= 1
    }
    return Packets.sending(connection, open)
  }

  mutating func add(isUrgent: Bool) {
    head &+= 1
    if isUrgent { open &+= 1 } else if !isPaused { open = head }
  }

  /// The first packet that waits.
  func firstHeld(_ connection: Int) -> Packet? { open != head ? Packets.sending(connection, open) : nil }
  mutating func releaseFirst() { open &+= 1 }

  /// The packet that is sent now.
  mutating func next(_ connection: Int) -> Packet {
    if !isSent { isEmpty = open == tail }
    isSent = true
    let packet = isEmpty ? Packets.empty : Packets.sending(connection, tail)
    let left = open &- tail
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
      guard ReceivedData.canKeep else { return }
      ReceivedData.keep(for: connection)
    }
    expected ^= 1
  }

  private mutating func acknowledge(_ packet: Packet) {
    if packet[0] & 3 != Self.control {
      completed &+= 1
      LinkLayer.hasWork = 1
    } else if packet[Self.mark] == Self.terminate {
      hasEnded = true
      endReason = LinkError.localHostTerminated
    }
    tail &+= 1
  }
}
