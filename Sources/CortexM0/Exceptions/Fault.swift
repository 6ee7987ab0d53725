import Machine

/// The processor's state at a fault, before its handler runs.
public struct Fault: Codable, Sendable, Equatable {
  /// Words of the stack that are kept.
  static let stackWords: UInt32 = 16

  /// Why.
  public var cause: FaultCause
  /// When.
  public var time: Tick
  /// The instruction at fault, or the address that could not be fetched.
  public var programCounter: UInt32
  /// The address accessed, for causes that have one.
  public var address: UInt32?
  /// R0 to R14 as they were.
  public var registers: [UInt32]
  /// APSR, IPSR and the T bit as they were.
  public var xPSR: UInt32
  /// Whether R13 was the process stack pointer, as in an RTOS's task.
  public var usesProcessStack: Bool
  /// The words from the stack pointer on, as far as they are in memory, sixteen at most.
  public var stack: [UInt32]
  /// Whether the fault locked the processor up, as happens within HardFault and NMI handlers.
  public var lockedUp: Bool

  /// Of a saved state: whole, or nothing.
  var held: Fault? {
    guard registers.count == 15 else { return nil }
    var held = self
    held.stack = Array(stack.prefix(Int(Fault.stackWords)))
    return held
  }

  /// R13.
  public var stackPointer: UInt32 { registers[13] }
  /// R14.
  public var linkRegister: UInt32 { registers[14] }
  /// The exception whose handler was running; 0 in thread mode.
  public var exception: Int { Int(xPSR & 63) }
}
