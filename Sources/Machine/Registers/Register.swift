/// A register as the chip's register list has it: bits that no field names are reserved, read their reset value and
/// ignore writes.
///
/// Its fields are made when they are asked for, and the rest is inlinable: so a declaration
/// `static let control = Register("CTRL_REG", at: 0x4, [enable])` is a constant to the optimizer, and
/// `switch offset { case Self.control: ... }` a jump.
public struct Register: Sendable {
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
  /// How much of it the emulator does.
  public let coverage: Coverage
  /// Why it is `inert`; empty for all others.
  public let reason: String
  /// The offset of the register whose value it shows and changes in its own way, as INTENSET does INTEN's; `nil` where it
  /// has a value of its own.
  public let sharedOffset: UInt32?
  @usableFromInline let makeFields: @Sendable () -> [Field]

  /// Declares a register `offset` bytes from its block's base.
  @inlinable
  public init(
    _ name: String, at offset: UInt32, bits: Int = 16, reset: UInt32 = 0, coverage: Coverage = .modelled,
    _ fields: @escaping @autoclosure @Sendable () -> [Field]
  ) {
    self.init(name, offset, bits, reset, coverage, "", nil, fields)
  }

  /// Declares a register without consequence, and why it has none. No access to it is noted.
  @inlinable
  public static func inert(
    _ name: String, at offset: UInt32, bits: Int = 16, reset: UInt32 = 0, because reason: String,
    _ fields: @escaping @autoclosure @Sendable () -> [Field]
  ) -> Register {
    Register(name, offset, bits, reset, .inert, reason, nil, fields)
  }

  /// Declares a register that has no value of its own: it shows that of `other` and changes it by its fields' write
  /// actions, as INTENSET does INTEN by `oneToSet`. The block is told that `other` was written.
  @inlinable
  public static func view(
    _ name: String, at offset: UInt32, of other: Register, _ fields: @escaping @autoclosure @Sendable () -> [Field]
  ) -> Register {
    Register(name, offset, other.bits, other.reset, other.coverage, other.reason, other.offset, fields)
  }

  @inlinable
  init(
    _ name: String, _ offset: UInt32, _ bits: Int, _ reset: UInt32, _ coverage: Coverage, _ reason: String,
    _ sharedOffset: UInt32?, _ fields: @escaping @Sendable () -> [Field]
  ) {
    self.name = name
    self.offset = offset
    self.bits = bits
    self.reset = reset
    self.coverage = coverage
    self.reason = reason
    self.sharedOffset = sharedOffset
    makeFields = fields
  }

  /// The same register in one of several equal blocks or channels: with `text` for each `%s` in its name and its fields',
  /// `distance` bytes further on, with another `reset` value where one is given.
  public func instance(_ text: String, movedBy distance: UInt32 = 0, reset: UInt32? = nil) -> Register {
    Register(
      name.replacing("%s", with: text), offset &+ distance, bits, reset ?? self.reset, coverage, reason,
      sharedOffset.map { $0 &+ distance }
    ) { [makeFields] in makeFields().map { $0.named(text) } }
  }

  /// Declares registers without effects (but for their charge, where the coverage is `cost`).
  public static func storage(_ registers: [Register], coverage: Coverage = .storage) -> [Register] {
    registers.map {
      Register($0.name, $0.offset, $0.bits, $0.reset, coverage, "", $0.sharedOffset, $0.makeFields)
    }
  }

  /// Whether an offset is the register's, for `switch`.
  @inlinable
  public static func ~= (register: Register, offset: UInt32) -> Bool { register.offset == offset }

  /// Its fields, in any order.
  public var fields: [Field] { makeFields() }

  /// Width in bytes.
  public var bytes: Int { bits / 8 }

  /// Bits that keep what software writes.
  public var storedMask: UInt32 { Self.mask(fields) { $0.access == .readWrite } }

  /// Bits that software can write, stored or not.
  public var writableMask: UInt32 { Self.mask(fields) { $0.access != .readOnly } }

  /// Bits that software can read.
  public var readableMask: UInt32 { ~Self.mask(fields) { $0.access == .writeOnly } }

  static func mask(_ fields: [Field], where include: (Field) -> Bool) -> UInt32 {
    fields.filter(include).reduce(0) { $0 | $1.mask }
  }
}
