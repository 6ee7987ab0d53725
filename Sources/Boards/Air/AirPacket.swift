import Machine
import NRF51

/// A packet that a board's radio has sent or heard.
public struct AirPacket: Sendable {
  /// Whether this radio sent it.
  public let isSent: Bool
  /// When its preamble began on the air.
  public let start: Tick
  /// The physical channel of Bluetooth Low Energy, 0 ... 39; `nil` where it is none of its packets.
  public let channel: Int?
  /// At this radio's antenna, in dBm.
  public let power: Int
  /// From the access address to the check, without whitening.
  public let bytes: [UInt8]
  /// Whether the check was right.
  public let isIntact: Bool

  /// How long after its beginning a packet has ended for everybody: the longest, at 250 kbit/s, takes 8.6 ms.
  public static let longest: Tick = .milliseconds(10)

  init(_ packet: RadioPacket) {
    isSent = packet.isSent
    start = packet.start
    channel = packet.bluetoothChannel
    power = packet.power
    bytes = packet.bytes
    isIntact = packet.isIntact
  }
}

extension Board {
  /// Tells `action` of every packet that its radio sends or hears, at its end; `nil` where it has no radio that sends packets.
  public func watchPackets(_ action: @escaping (AirPacket) -> Void) -> Subscription? {
    (self as? AssembledBoard)?.onBoard.packetRadio?.watchPackets { action(AirPacket($0)) }
  }

  /// Whether its radio sends packets.
  public var hasPacketRadio: Bool { (self as? AssembledBoard)?.onBoard.packetRadio != nil }
}
