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
  /// All bits, from the preamble to the check.
  public var bits: RadioBits
  /// Bits from the first of the preamble to the last of the address.
  public var bitsThroughAddress: Int
  /// Whether what follows the address is whitened, and with which initial value: what a log of packets takes back.
  public var whitening: UInt32?
  /// When the sender gave it up, where it did.
  public var cut: Tick?

  /// States one that is sent to its end.
  public init(
    sender: Int, start: Tick, frequency: Int, mode: RadioMode, power: Int, bits: RadioBits, bitsThroughAddress: Int,
    whitening: UInt32? = nil
  ) {
    self.sender = sender
    self.start = start
    self.frequency = frequency
    self.mode = mode
    self.power = power
    self.bits = bits
    self.bitsThroughAddress = bitsThroughAddress
    self.whitening = whitening
  }

  /// When bit `index` begins at the antenna.
  public func time(ofBit index: Int) -> Tick { start.adding(Tick(max(index, 0)) &* mode.bitTime) }

  /// When its last bit ends.
  public var end: Tick { min(time(ofBit: bits.count), cut ?? .max) }

  /// Takes from a decoded transmission what no radio sends.
  mutating func clamp() {
    power = min(max(power, -128), 127)
    frequency = min(max(frequency, 0), 127)
    bitsThroughAddress = min(max(bitsThroughAddress, 0), bits.count)
    sender = min(max(sender, 0), 1 << 20)
  }
}
