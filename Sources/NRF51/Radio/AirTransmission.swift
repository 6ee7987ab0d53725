import Machine

/// One packet on the air.
public struct AirTransmission: Hashable, Codable, Sendable {
  /// Which radio sends it: its place among those of the air.
  public var sender: Int
  /// When the first bit of its preamble begins at the antenna.
  public var start: Tick
  /// 2,400 MHz and so many more: 0 ... 127.
  public var frequency: Int
  /// How its bits are sent.
  public var mode: RadioMode
  /// In dBm at the sender's antenna.
  public var power: Int
  /// Its bits: from the preamble to the address until the sender has read the rest, then all up to the check.
  public var bits: RadioBits
  /// Whether those are all.
  public var isWhole = false
  /// When the sender gave it up, where it did.
  public var cut: Tick?

  /// States one that begins, with its preamble and address.
  public init(
    sender: Int, start: Tick, frequency: Int, mode: RadioMode, power: Int, bits: RadioBits
  ) {
    self.sender = sender
    self.start = start
    self.frequency = frequency
    self.mode = mode
    self.power = power
    self.bits = bits
  }

  /// When bit `index` begins at the antenna.
  public func time(ofBit index: Int) -> Tick { start.adding(Tick(max(index, 0)) &* mode.bitTime) }

  /// When its last bit ends; the largest tick while that is not known.
  public var end: Tick { min(isWhole ? time(ofBit: bits.count) : .max, cut ?? .max) }

  /// Takes from a decoded transmission what no radio sends.
  mutating func clamp() {
    power = min(max(power, -128), 127)
    frequency = min(max(frequency, 0), 127)
    sender = min(max(sender, 0), 1 << 20)
  }
}
