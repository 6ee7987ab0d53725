import Boards
import CortexM0
import Formats
import Images
import Machine

/// What a report says of one fault: where the firmware was, before the handler ran.
public struct FirmwareFaultReport: Codable, Sendable {
  /// A word of the stack.
  public struct Word: Codable, Sendable {
    /// Where it is.
    public var address: String
    /// What it is.
    public var word: String
    /// The function or variable that it points into, if it does.
    public var symbol: String?
  }

  /// When, in seconds since power-on.
  public var seconds: Double
  /// What it is: `stack_overflow`, `mask_rom_call`, `null_vector`, `erased_vector`, `null_call`, or what the processor
  /// saw, such as `unmapped_read`.
  public var cause: String
  /// The same for people.
  public var explanation: String
  /// The address accessed, for causes that have one.
  public var address: String?
  /// The instruction at fault.
  public var pc: String
  /// The function that it is in.
  public var pcSymbol: String?
  /// The link register.
  public var lr: String
  /// The function that it points into.
  public var lrSymbol: String?
  /// The stack pointer.
  public var sp: String
  /// The exception whose handler was running; 0 in thread mode.
  public var exception: Int
  /// Whether the processor locked up.
  public var lockedUp: Bool
  /// The stack from the stack pointer on, as far as it is in memory.
  public var stack: [Word]

  package init(_ fault: CortexM0.Fault, of chip: ChipModel, symbols: SymbolTable, stackTop: UInt32?) {
    let diagnosis = FaultDiagnosis(fault, of: chip, symbols: symbols, stackTop: stackTop)
    seconds = fault.time.inSeconds
    cause = diagnosis.name
    explanation = diagnosis.explanation
    address = fault.address.map(Hex.word)
    pc = Hex.word(fault.programCounter)
    pcSymbol = FunctionName.place(fault.programCounter, symbols)
    lr = Hex.word(fault.linkRegister)
    lrSymbol = FunctionName.place(fault.linkRegister, symbols)
    sp = Hex.word(fault.stackPointer)
    exception = fault.exception
    lockedUp = fault.lockedUp
    stack = fault.stack.enumerated().map { index, word in
      Word(
        address: Hex.word((fault.stackPointer & ~3) &+ 4 &* UInt32(index)), word: Hex.word(word),
        symbol: FunctionName.place(word, symbols))
    }
  }
}
