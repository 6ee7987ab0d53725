/// Some bits of a register.
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
  /// Why the bits make no difference in a register that is not modelled; `nil` where they do.
  public private(set) var inertBecause: String?

  /// Declares bits `msb` to `lsb`; one bit where `lsb` is left out.
  public init(_ name: String, _ msb: Int, _ lsb: Int? = nil, _ access: Access = .readWrite) {
    self.name = name
    self.msb = msb
    self.lsb = lsb ?? msb
    self.access = access
  }

  /// A read-only field.
  public static func readOnly(_ name: String, _ msb: Int, _ lsb: Int? = nil) -> Field {
    Field(name, msb, lsb, .readOnly)
  }

  /// A write-only field.
  public static func writeOnly(_ name: String, _ msb: Int, _ lsb: Int? = nil) -> Field {
    Field(name, msb, lsb, .writeOnly)
  }

  /// The same field, declared to make no difference, and why.
  public func inert(because reason: String) -> Field {
    var field = self
    field.inertBecause = reason
    return field
  }

  /// The field's bits in place.
  @inlinable
  public var mask: UInt32 { (.max >> UInt32(31 - (msb - lsb))) << UInt32(lsb) }

  /// The field's value in a register's value.
  @inlinable
  public func get(_ register: UInt32) -> UInt32 { (register & mask) >> UInt32(lsb) }

  /// A register's value with the field replaced.
  @inlinable
  public func set(_ value: UInt32, in register: UInt32) -> UInt32 {
    (register & ~mask) | ((value << UInt32(lsb)) & mask)
  }
}
