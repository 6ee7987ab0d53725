/// What a receiver makes of one character on the wire.
public struct SerialCharacter: Hashable, Codable, Sendable {
  /// The data bits, right-aligned.
  public var byte: UInt8
  /// The stop bit was low.
  public var framingError = false
  /// The parity bit was wrong.
  public var parityError = false
  /// Every bit was low, the stop bit included.
  public var isBreak = false

  /// A character without errors.
  public init(_ byte: UInt8) { self.byte = byte }
}
