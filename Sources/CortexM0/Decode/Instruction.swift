/// A decoded instruction: what every engine, the tracer and the disassembler work from.
///
/// The size is 8 bytes, one entry for every halfword of code.
public struct Instruction: Equatable, Sendable, BitwiseCopyable {
  /// The place after R15 that always reads 0, for literal loads.
  public static let zeroRegister: UInt8 = 16

  /// What to do.
  public var operation: Opcode = .undecoded
  /// The first operand, mostly the destination register.
  public var a: UInt8 = 0
  /// The second operand.
  public var b: UInt8 = 0
  /// The third operand.
  public var c: UInt8 = 0
  /// The immediate, address, or register list.
  public var imm: UInt32 = 0

  /// An instruction of the given operands.
  public init(_ operation: Opcode, a: UInt8 = 0, b: UInt8 = 0, c: UInt8 = 0, imm: UInt32 = 0) {
    self.operation = operation
    self.a = a
    self.b = b
    self.c = c
    self.imm = imm
  }

  /// Whether the halfword begins a 32-bit encoding (ARMv6-M ARM, A5.1).
  @inlinable
  public static func isWide(_ first: UInt16) -> Bool { first >= 0xE800 }
}
