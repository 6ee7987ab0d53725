/// The eight bytes before a message's payload.
public struct SMPHeader: Equatable, Sendable {
  /// Bytes a header takes.
  public static let size = 8

  /// Version field: 0 is SMP version 1, 1 is version 2; 2 and 3 are not assigned.
  public var version: UInt8
  /// What is asked or answered.
  public var operation: SMPOperation
  /// Flags, 0 in every known message.
  public var flags: UInt8
  /// Bytes of payload that follow.
  public var length: UInt16
  /// Group number, see `SMPGroup`.
  public var group: UInt16
  /// Sequence number; the answer repeats it.
  public var sequence: UInt8
  /// Command number within the group.
  public var command: UInt8

  /// A header made from its fields.
  public init(
    version: UInt8, operation: SMPOperation, flags: UInt8 = 0, length: UInt16 = 0, group: UInt16, sequence: UInt8,
    command: UInt8
  ) {
    self.version = version & 3
    self.operation = operation
    self.flags = flags
    self.length = length
    self.group = group
    self.sequence = sequence
    self.command = command
  }

  /// The header at the start of `message`; nil when there are fewer than eight bytes or the operation is not one of the
  /// four known. Reserved bits are ignored.
  public init?(_ message: UnsafeBufferPointer<UInt8>) {
    guard message.count >= SMPHeader.size, let operation = SMPOperation(rawValue: message[0] & 7) else { return nil }
    self.init(
      version: message[0] >> 3, operation: operation, flags: message[1],
      length: UInt16(message[2]) << 8 | UInt16(message[3]), group: UInt16(message[4]) << 8 | UInt16(message[5]),
      sequence: message[6], command: message[7])
  }

  /// Writes the eight bytes to the start of `buffer`; false when it is too small.
  @discardableResult
  public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    guard buffer.count >= SMPHeader.size else { return false }
    buffer[0] = version << 3 | operation.rawValue
    buffer[1] = flags
    buffer[2] = UInt8(truncatingIfNeeded: length >> 8)
    buffer[3] = UInt8(truncatingIfNeeded: length)
    buffer[4] = UInt8(truncatingIfNeeded: group >> 8)
    buffer[5] = UInt8(truncatingIfNeeded: group)
    buffer[6] = sequence
    buffer[7] = command
    return true
  }

  /// The map that follows this header in `message`, empty where there is no payload; nil when it is malformed or cut off.
  /// Bytes after the announced length are ignored.
  public func payload(in message: UnsafeBufferPointer<UInt8>) -> CBORContainer? {
    let length = Int(self.length)
    guard message.count &- SMPHeader.size >= length else { return nil }
    guard length > 0 else { return .empty }
    var reader = CBORReader(UnsafeBufferPointer(rebasing: message[SMPHeader.size..<(SMPHeader.size &+ length)]))
    guard case .map(let map)? = reader.next() else { return nil }
    return map
  }
}
