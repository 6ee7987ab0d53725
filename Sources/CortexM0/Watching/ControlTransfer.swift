/// Execution that went on elsewhere than behind an instruction, or over into another piece of code.
public struct ControlTransfer: Equatable, Sendable {
  /// How.
  public enum Kind: UInt8, Sendable {
    /// BL or BLX.
    case call
    /// A jump to what a register or the stack holds: BX, POP, MOV to PC. Returns are among them.
    case indirect
    /// B, with a condition or without, or ADD to PC, by which tables of jumps are made, into another piece of code or to the
    /// beginning of its own.
    case branch
    /// From the last instruction of a piece to the first of the next, without a jump.
    case sequential
    /// To the handler of an exception, also from the handler of another one.
    case exceptionEntry
    /// From a handler to what it interrupted.
    case exceptionReturn
    /// The core was started.
    case reset
    /// Somebody set PC: a debugger, or a state that was taken over.
    case outside
  }

  /// How.
  public var kind: Kind
  /// The address of the instruction that did it; of the one that was to be next, for an exception that interrupts, a start and
  /// a PC that was set.
  public var from: UInt32
  /// The address of the next instruction.
  public var to: UInt32
}
