/// The shift register that whitens what follows the address: x^7 + x^4 + 1.
///
/// Sources: Bluetooth Core Specification, volume 6, part B, section 3.2; the register list (DATAWHITEIV: bit 0 is position 6
/// of the register, bit 6 position 0, which is always 1).
public struct RadioWhitening: Sendable {
  /// Position 0 in bit 6, position 6 in bit 0.
  private var register: UInt8

  /// The sequence from an initial value of DATAWHITEIV on: a Bluetooth channel's number.
  public init(initial: UInt32) { register = UInt8(truncatingIfNeeded: initial & 0x3F | 0x40) }

  /// The next bit, to be added to one of the packet.
  public mutating func next() -> UInt8 {
    let bit = register & 1
    register >>= 1
    if bit != 0 { register ^= 0x44 }
    return bit
  }
}
