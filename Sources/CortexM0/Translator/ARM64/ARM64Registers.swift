/// Which host register is what in generated code.
///
/// The platform's calls keep what is in X19 to X28 (Procedure Call Standard for the Arm 64-bit Architecture), which is R0 to R7,
/// the cycles left and the context; the others come back from the context behind a call.
enum ARM64Registers {
  typealias Register = ARM64Assembler.Register

  /// R0 to R7.
  static let low = (UInt32(19)...26).map { Register($0) }
  static let left = Register(27)
  static let context = Register(28)
  /// NZCV, as the host has it.
  static let flags = Register(14)
  static let extra = Register(15)
  static let pages = Register(13)
  static let writePages = Register(12)
  /// The address and the place of `Emitter`; the slot that a jump goes through.
  static let address = Register(9)
  static let place = Register(10)
  static let slot = Register(16)
  /// For the steps within one operation.
  static let scratch = Register(11)
  static let other = Register(17)

  /// Where in the context a register of the processor is.
  static func place(_ number: UInt8) -> Int32 { 4 * Int32(number) }
}
