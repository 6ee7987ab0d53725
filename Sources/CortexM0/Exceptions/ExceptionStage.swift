/// What of an exception's entry or return is to be done at the next boundary. Alarms can fire between the stages.
enum ExceptionStage: Codable, Equatable {
  case none
  /// Registers are stacked; the vector is to be fetched.
  case entering
  /// BX or POP loaded this EXC_RETURN; the exception is still active.
  case returning(UInt32)
  /// SLEEPONEXIT put the processor to sleep before it unstacked as this EXC_RETURN says.
  case resuming(UInt32)
}
