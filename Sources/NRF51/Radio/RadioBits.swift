/// Bits in the order in which they are on the air.
public struct RadioBits: Hashable, Codable, Sendable {
  /// Eight a byte, the first in bit 0.
  public private(set) var bytes: [UInt8] = []
  /// How many there are.
  public private(set) var count = 0

  /// None.
  public init() {}

  /// The bits of whole bytes, least significant first.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    count = 8 * bytes.count
  }

  /// The first `count` bits of bytes, or as many as they have.
  public init(_ bytes: [UInt8], count: Int) {
    self.count = min(max(count, 0), 8 * bytes.count)
    self.bytes = Array(bytes.prefix((self.count + 7) / 8))
    if self.count & 7 != 0 { self.bytes[self.bytes.count - 1] &= 0xFF >> UInt8(8 - self.count & 7) }
  }

  /// One of them; 0 past the end.
  public subscript(index: Int) -> UInt8 {
    index >= 0 && index < count ? bytes[index >> 3] >> UInt8(index & 7) & 1 : 0
  }

  /// Adds the low `width` bits of a value (0 ... 32), least significant first, or last.
  public mutating func append(_ value: UInt32, _ width: Int, isBigEndian: Bool = false) {
    for place in 0..<min(max(width, 0), 32) {
      let bit = UInt8(value >> UInt32(isBigEndian ? width - 1 - place : place) & 1)
      if count & 7 == 0 { bytes.append(bit) } else { bytes[count >> 3] |= bit << UInt8(count & 7) }
      count += 1
    }
  }

  /// The value of `width` bits (0 ... 32) from `start` on, least significant first, or last; 0 for those past the end.
  public func value(at start: Int, _ width: Int, isBigEndian: Bool = false) -> UInt32 {
    var value: UInt32 = 0
    for place in 0..<min(max(width, 0), 32) {
      value |= UInt32(self[start + place]) << UInt32(isBigEndian ? width - 1 - place : place)
    }
    return value
  }

  /// Inverts a bit where `bit` is 1.
  public mutating func invert(at index: Int, if bit: UInt8) {
    guard index >= 0, index < count else { return }
    bytes[index >> 3] ^= (bit & 1) << UInt8(index & 7)
  }

  private enum Keys: String, CodingKey { case bytes, count }

  /// Reads bits, and no more of them than there are bytes for.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    self.init(
      try container.decode([UInt8].self, forKey: .bytes), count: try container.decode(Int.self, forKey: .count))
  }
}
