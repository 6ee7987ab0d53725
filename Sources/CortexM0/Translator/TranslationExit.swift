/// Why generated code was left, always at the boundary of an instruction.
enum TranslationExit: UInt32 {
  /// The budget may end within the block.
  case budget
  /// There is no block here.
  case untranslated
  /// The instruction here is the interpreter's.
  case interpreted
  /// Some bytes of the block have to be waited for.
  case absent
  /// An access ended the budget or changed code; the instruction is done.
  case interrupted
  /// An access failed, and its instruction did not happen.
  case aborted
}
