/// Why `CPU.execute` returned.
enum Exit {
  /// The budget is used up, or something asked for attention.
  case budget
  /// Execution goes on at `nextAddress`, outside the region or not in Thumb state.
  case branch
  /// The same, by BL.
  case call
  /// BX or POP to an address of 0xF......., which in Handler mode ends an exception.
  case exceptionReturn
  /// An access failed; `CPU.abort` says how, and PC is that of the instruction.
  case aborted
  /// An instruction that needs more than registers and memory; PC is that of the next instruction.
  case special(Instruction)
  /// PC reached the end of the region.
  case regionEnd
}
