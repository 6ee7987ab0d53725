/// Why a HardFault was taken, or the processor locked up.
public enum FaultCause: String, Codable, Sendable, CaseIterable {
  case undefinedInstruction, breakpoint, supervisorCallBlocked
  case unalignedRead, unalignedWrite, unmappedRead, unmappedWrite
  case fetch, notThumb, exceptionReturn
  case stacking, unstacking, vectorRead, vectorOfHardFault

  /// What happened, for people.
  public var explanation: String {
    switch self {
    case .undefinedInstruction: "the instruction is not defined on a Cortex-M0"
    case .breakpoint: "BKPT was executed and no debugger is attached"
    case .supervisorCallBlocked: "SVC was executed where its handler may not run (its priority, or PRIMASK, forbids it)"
    case .unalignedRead: "a read at an address that is not a multiple of its size"
    case .unalignedWrite: "a write at an address that is not a multiple of its size"
    case .unmappedRead: "a read at an address where nothing answers"
    case .unmappedWrite: "a write at an address where nothing answers, or to read-only memory"
    case .fetch: "execution reached an address that holds no code"
    case .notThumb: "a branch to an even address: bit 0 of a code pointer must be 1 (Thumb)"
    case .exceptionReturn: "an exception return that the exceptions in progress do not allow"
    case .stacking: "the stack pointer was unusable when an exception had to save registers"
    case .unstacking: "the stack pointer was unusable when an exception had to restore registers"
    case .vectorRead: "the vector of an exception could not be read"
    case .vectorOfHardFault: "the vector of HardFault or NMI could not be read"
    }
  }
}
