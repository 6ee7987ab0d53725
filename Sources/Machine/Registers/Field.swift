/// Some bits of a register.
///
/// Everything is inlinable, so that a declaration `static let ready = Field("READY", 0)` is a constant to the optimizer.
public struct Field: Hashable, Sendable {
  /// What software may do with the bits.
  public enum Access: String, Codable, Sendable {
    /// Reads what was written.
    case readWrite = "read-write"
    /// Writes are ignored; hardware sets it.
    case readOnly = "read-only"
    /// Reads 0; the write is the event.
    case writeOnly = "write-only"
  }

  /// The name in the register list.
  public let name: String
  /// Highest bit, 0 ... 31.
  public let msb: Int
  /// Lowest bit, 0 ... `msb`.
  public let lsb: Int
  /// What software may do.
  public let access: Access
  /// What a read by software does to the bits; `nil` for nothing.
  public let onRead: ReadAction?
  /// What a write by software makes of them; `nil` where it is what was written.
  public let onWrite: WriteAction?
  /// Why the bits make no difference in a register that is not modelled; `nil` where they do.
  public let inertBecause: String?

  /// Declares bits `msb` to `lsb`; one bit where `lsb` is left out.
  @inlinable
  public init(
    _ name: String, _ msb: Int, _ lsb: Int? = nil, _ access: Access = .readWrite, onRead: ReadAction? = nil,
    onWrite: WriteAction? = nil
  ) {
    self.init(name, msb, lsb ?? msb, access, onRead, onWrite, nil)
  }

  @inlinable
  init(
    _ name: String, _ msb: Int, _ lsb: Int, _ access: Access, _ onRead: ReadAction?, _ onWrite: WriteAction?,
    _ inertBecause: String?
  ) {
    self.name = name
    self.msb = msb
    self.lsb = lsb
    self.access = access
    self.onRead = onRead
    self.onWrite = onWrite
    self.inertBecause = inertBecause
  }

  /// A read-only field.
  @inlinable
  public static func readOnly(_ name: String, _ msb: Int, _ lsb: Int? = nil, onRead: ReadAction? = nil) -> Field {
    Field(name, msb, lsb, .readOnly, onRead: onRead)
  }

  /// A write-only field.
  @inlinable
  public static func writeOnly(_ name: String, _ msb: Int, _ lsb: Int? = nil, onWrite: WriteAction? = nil) -> Field {
    Field(name, msb, lsb, .writeOnly, onWrite: onWrite)
  }

  /// The same field, declared to make no difference, and why.
  public func inert(because reason: String) -> Field { Field(name, msb, lsb, access, onRead, onWrite, reason) }

  /// The same field with `text` for each `%s` in its name.
  func named(_ text: String) -> Field {
    // Few have one, and looking for it in the general way is what making a chip would spend its time on.
    guard name.utf8.contains(UInt8(ascii: "%")) else { return self }
    return Field(name.replacing("%s", with: text), msb, lsb, access, onRead, onWrite, inertBecause)
  }

  /// The field's bits in place.
  @inlinable
  public var mask: UInt32 {
    (.max &>> UInt32(truncatingIfNeeded: 31 &- (msb &- lsb))) &<< UInt32(truncatingIfNeeded: lsb)
  }

  /// The field's value in a register's value.
  @inlinable
  public func get(_ register: UInt32) -> UInt32 { (register & mask) &>> UInt32(truncatingIfNeeded: lsb) }

  /// Whether any of the field's bits is set in a register's value.
  @inlinable
  public func isSet(in register: UInt32) -> Bool { register & mask != 0 }

  /// A register's value with the field replaced.
  @inlinable
  public func set(_ value: UInt32, in register: UInt32) -> UInt32 {
    (register & ~mask) | ((value &<< UInt32(truncatingIfNeeded: lsb)) & mask)
  }
}
