/// The check that RADIO computes over a packet: up to 24 bits, of any polynomial and initial value.
///
/// Sources: the register list (CRCPOLY: bit n is the term x^n; CRCINIT); Bluetooth Core Specification, volume 6, part B,
/// section 3.1.1 (bits enter as they are on the air, the check leaves from its highest position).
public struct RadioCRC: Hashable, Sendable {
  /// Bits of the check: 0, 8, 16 or 24.
  public let width: Int
  private let polynomial: UInt32
  private let mask: UInt32
  /// The present value.
  public private(set) var value: UInt32

  /// A check of `bytes` bytes (0 ... 3). The term x^0 is part of every polynomial, whatever its bit says.
  public init(bytes: Int, polynomial: UInt32, initial: UInt32) {
    width = 8 * min(max(bytes, 0), 3)
    mask = width == 0 ? 0 : .max >> UInt32(32 - width)
    self.polynomial = (polynomial | 1) & mask
    value = initial & mask
  }

  /// Takes one bit.
  public mutating func take(_ bit: UInt8) {
    guard width > 0 else { return }
    let isOut = (value >> UInt32(width - 1) ^ UInt32(bit)) & 1 != 0
    value = (value << 1 ^ (isOut ? polynomial : 0)) & mask
  }

  /// Takes some bits.
  public mutating func take(_ bits: RadioBits, from start: Int, to end: Int) {
    var index = start
    while index < end {
      take(bits[index])
      index += 1
    }
  }
}
