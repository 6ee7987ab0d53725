/// Something that happens in a peripheral: it sets a register, and may request the interrupt, run a short and feed the PPI.
public struct PeripheralEvent: Hashable, Sendable {
  /// The name in the register list without `EVENTS_`.
  public let name: String
  /// Bytes from the page's base, 0x100 to 0x17C.
  public let offset: UInt32

  /// Declares an event.
  @inlinable
  public init(_ name: String, at offset: UInt32) {
    self.name = name
    self.offset = offset
  }

  /// Declares `count` events, numbered from 0, at consecutive words.
  public static func array(_ name: String, count: Int, at offset: UInt32) -> [PeripheralEvent] {
    (0..<count).map { PeripheralEvent("\(name)\($0)", at: offset &+ UInt32($0) * 4) }
  }

  /// Its bit in INTENSET, INTENCLR and EVTEN, 0 ... 31.
  @inlinable
  public var bit: Int { Int(truncatingIfNeeded: offset >> 2 & 31) }

  /// That bit in place.
  @inlinable
  public var mask: UInt32 { 1 << UInt32(truncatingIfNeeded: bit) }

  /// Whether an offset is the event's, for `switch`.
  @inlinable
  public static func ~= (event: PeripheralEvent, offset: UInt32) -> Bool { event.offset == offset }
}
