import CortexM0
import Formats
import Images

/// What a fault is, beyond what the processor saw of it: the processor sees an undefined instruction where firmware
/// called the mask ROM.
struct FaultDiagnosis: Equatable {
  /// The kinds that reports name; all others go by their cause.
  private enum Kind: String {
    case stackOverflow = "stack_overflow"
    case maskROMCall = "mask_rom_call"
    case nullVector = "null_vector"
    case erasedVector = "erased_vector"
    case nullCall = "null_call"
  }

  /// A stack pointer so many bytes below RAM has run out of it; one further away was never a stack.
  private static let reach: UInt32 = 0x1_0000

  /// Its name in reports, in snake case.
  let name: String
  /// The same for people.
  let explanation: String

  /// Of a fault on `chip` in firmware with these symbols, whose main stack began at `stackTop`, where that is known.
  init(_ fault: Fault, of chip: ChipModel, symbols: SymbolTable, stackTop: UInt32?) {
    let found =
      FaultDiagnosis.overflow(fault, chip, stackTop.flatMap { StackBounds(symbols, top: $0, in: chip.memories.ram) })
      ?? FaultDiagnosis.vector(fault) ?? FaultDiagnosis.call(fault, chip)
    name = found?.0.rawValue ?? FaultDiagnosis.snakeCase(fault.cause.rawValue)
    explanation = (found.map { "\($0.1): " } ?? "") + fault.cause.explanation
  }

  private static func overflow(
    _ fault: Fault, _ chip: ChipModel, _ bounds: StackBounds?
  ) -> (Kind, String)? {
    let ram = chip.memories.ram
    let pointer = fault.stackPointer
    let base = ram.base
    if pointer < base, base - pointer <= reach {
      return (
        .stackOverflow, "stack overflow: SP is \(Hex.word(pointer)), below RAM, which begins at \(Hex.word(base))"
      )
    }
    // Tasks have stacks of their own, of which nothing is known.
    guard let bounds, !fault.usesProcessStack, ram.contains(pointer), pointer < bounds.low else {
      return nil
    }
    return (
      .stackOverflow,
      "stack overflow: SP is \(Hex.word(pointer)), below the stack's end, \(Hex.word(bounds.low)) (\(bounds.name))"
    )
  }

  /// An exception that began at no handler.
  private static func vector(_ fault: Fault) -> (Kind, String)? {
    guard fault.exception != 0, fault.linkRegister >= 0xFFFF_FFF0 else { return nil }
    let handler = FaultText.exception(fault.exception)
    switch fault.programCounter {
    case 0: return (.nullVector, "a jump to a NULL vector, \(handler), which is 0 in the vector table")
    case 0xFFFF_FFFE:
      return (.erasedVector, "a jump to a vector that is 0xffffffff, as erased flash reads, \(handler)")
    default: return nil
    }
  }

  private static func call(_ fault: Fault, _ chip: ChipModel) -> (Kind, String)? {
    if let call = MaskROMText.call(of: fault, in: chip) { return (.maskROMCall, call) }
    return fault.programCounter == 0 && fault.cause == .notThumb ? (.nullCall, "a call through a NULL pointer") : nil
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }
}
