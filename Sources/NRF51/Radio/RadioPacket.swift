import Machine

/// A packet that a radio sent or received, as logs have it.
public struct RadioPacket: Hashable, Sendable {
  /// Whether this radio sent it.
  public var isSent: Bool
  /// When its preamble began on the air.
  public var start: Tick
  /// 2,400 MHz and so many more.
  public var frequency: Int
  /// How its bits were sent.
  public var mode: RadioMode
  /// At this radio's antenna, in dBm.
  public var power: Int
  /// Address, header, payload and check without whitening, the first bit in bit 0 of the first byte.
  public var bytes: [UInt8]
  /// Bits of the address.
  public var addressBits: Int
  /// Whether the check was right.
  public var isIntact: Bool

  /// The physical channel of Bluetooth Low Energy, 0 ... 39; `nil` where it is none of its packets, by mode, frequency and
  /// address.
  public var bluetoothChannel: Int? {
    guard mode == .bluetooth1M, addressBits == 32, frequency & 1 == 0, (2...80).contains(frequency) else { return nil }
    return (frequency - 2) / 2
  }
}
