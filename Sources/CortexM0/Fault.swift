/// The processor's state at the latest fault, before its handler runs.
public struct Fault: Codable, Sendable, Equatable {
  /// Why.
  public var cause: FaultCause
  /// The instruction at fault, or the address that could not be fetched.
  public var programCounter: UInt32
  /// The address accessed, for causes that have one.
  public var address: UInt32?
  /// R0 to R14 as they were.
  public var registers: [UInt32]
  /// APSR, IPSR and the T bit as they were.
  public var xPSR: UInt32
  /// Whether the fault locked the processor up, as happens within HardFault and NMI handlers.
  public var lockedUp: Bool

  /// R14.
  public var linkRegister: UInt32 { registers[14] }
}
