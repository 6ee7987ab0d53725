/// A register as the chip's register list has it: bits that no field names are reserved, read their reset value and
/// ignore writes.
public struct Register: Hashable, Sendable {
  /// How much of it the emulator does.
  public enum Coverage: String, Codable, Sendable {
    /// It has its effects.
    case modelled
    /// It reads back what was written, and has no effect.
    case storage
    /// It has no effect but for the charge it costs.
    case cost
    /// It reads back what was written, and what a real chip does with it makes no difference here: `reason` says why.
    case inert
  }

  /// The name in the register list.
  public let name: String
  /// Bytes from the block's base.
  public let offset: UInt32
  /// Width in bits: 8, 16 or 32.
  public let bits: Int
  /// Value after reset.
  public let reset: UInt32
  /// Its fields, in any order.
  public let fields: [Field]
  /// How much of it the emulator does.
  public let coverage: Coverage
  /// Why it is `inert`; empty for all others.
  public let reason: String

  /// Declares a register `offset` bytes from its block's base.
  public init(
    _ name: String, at offset: UInt32, bits: Int = 16, reset: UInt32 = 0, coverage: Coverage = .modelled,
    _ fields: [Field]
  ) {
    self.name = name
    self.offset = offset
    self.bits = bits
    self.reset = reset
    self.coverage = coverage
    self.fields = fields
    reason = ""
  }

  /// Declares a register without consequence, and why it has none. No access to it is noted.
  public static func inert(
    _ name: String, at offset: UInt32, bits: Int = 16, reset: UInt32 = 0, because reason: String, _ fields: [Field]
  ) -> Register {
    Register(name, offset, bits, reset, reason, fields)
  }

  private init(
    _ name: String, _ offset: UInt32, _ bits: Int, _ reset: UInt32, _ reason: String, _ fields: [Field]
  ) {
    self.name = name
    self.offset = offset
    self.bits = bits
    self.reset = reset
    self.fields = fields
    self.reason = reason
    coverage = .inert
  }

  /// Width in bytes.
  public var bytes: Int { bits / 8 }

  /// Bits that keep what software writes.
  public var storedMask: UInt32 { mask { $0.access == .readWrite } }

  /// Bits that software can write, stored or not.
  public var writableMask: UInt32 { mask { $0.access != .readOnly } }

  /// Bits that software can read.
  public var readableMask: UInt32 { ~mask { $0.access == .writeOnly } }

  /// Bits whose change is noted where the register is not modelled.
  var notedMask: UInt32 { mask { $0.inertBecause == nil && $0.access != .readOnly } }

  /// Whether any bits are without consequence in a register that has one.
  var hasInertFields: Bool { fields.contains { $0.inertBecause != nil } }

  /// Whether software can read bits that hardware sets.
  var hasReadOnlyFields: Bool { fields.contains { $0.access == .readOnly && $0.inertBecause == nil } }

  private func mask(_ include: (Field) -> Bool) -> UInt32 {
    fields.filter(include).reduce(0) { $0 | $1.mask }
  }
}
