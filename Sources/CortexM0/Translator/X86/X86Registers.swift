/// Which host register is what in generated code.
///
/// RAX holds the flags (`TranslationContext.flags`), RDI the context, RSI the pages, R10 the cycles left, R11 the extra ones;
/// RCX and RDX are free. R0 to R7 are in registers, the others in memory.
enum X86Registers {
  typealias Register = X86Assembler.Register

  static let flags = Register.rax
  static let context = Register.rdi
  static let pages = Register.rsi
  static let left = Register.r10
  static let extra = Register.r11
  /// R0 to R7.
  static let low: [Register] = [.rbx, .rbp, .r12, .r13, .r14, .r15, .r8, .r9]
  /// What the platform's calls keep, in the order in which it is pushed.
  static let kept: [Register] = [.rbx, .rbp, .r12, .r13, .r14, .r15]

  /// Where in the context a register of the processor is.
  static func place(_ number: UInt8) -> Int32 { 4 * Int32(number) }
}
