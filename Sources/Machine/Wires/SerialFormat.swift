/// How characters look on a serial wire.
public struct SerialFormat: Hashable, Codable, Sendable {
  /// The parity bit after the data bits.
  public enum Parity: String, Codable, Sendable {
    /// No parity bit.
    case none
    /// An even number of ones, parity bit included.
    case even
    /// An odd number of ones, parity bit included.
    case odd
  }

  /// The bit clock: one edge a bit.
  public let bitClock: ClockRate
  /// Data bits, 5 ... 8.
  public let dataBits: Int
  /// The parity bit.
  public let parity: Parity
  /// Stop bits, 1 or 2.
  public let stopBits: Int

  /// A format; `dataBits` is clamped to 5 ... 8 and `stopBits` to 1 ... 2.
  public init(bitClock: ClockRate, dataBits: Int = 8, parity: Parity = .none, stopBits: Int = 1) {
    self.bitClock = bitClock
    self.dataBits = min(max(dataBits, 5), 8)
    self.parity = parity
    self.stopBits = min(max(stopBits, 1), 2)
  }

  /// 8 data bits, no parity, 1 stop bit at `baud` bits a second.
  public init(baud: UInt64) { self.init(bitClock: ClockRate(hertz: baud)) }

  private enum Keys: String, CodingKey { case bitClock, dataBits, parity, stopBits }

  /// Reads a format and holds it to the same limits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    self.init(
      bitClock: try container.decode(ClockRate.self, forKey: .bitClock),
      dataBits: try container.decode(Int.self, forKey: .dataBits),
      parity: try container.decode(Parity.self, forKey: .parity),
      stopBits: try container.decode(Int.self, forKey: .stopBits))
  }

  /// Bits of a whole character, start and stop bits included.
  public var bitsPerCharacter: Int { 1 + dataBits + (parity == .none ? 0 : 1) + stopBits }

  /// The bits of a character in the order of sending: start bit, data from bit 0, parity, stop bits.
  package func bits(of byte: UInt8) -> [Bool] {
    var bits = [false]
    for place in 0..<dataBits { bits.append(byte >> UInt8(place) & 1 == 1) }
    let ones = bits.count { $0 }
    if parity != .none { bits.append((ones % 2 == 1) == (parity == .even)) }
    return bits + Array(repeating: true, count: stopBits)
  }
}
