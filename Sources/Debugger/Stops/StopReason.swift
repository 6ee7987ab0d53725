/// Why the machine stands still.
enum StopReason: Equatable {
  /// Nothing has run yet, or it was reset.
  case start
  /// The client asked for it, or came.
  case interrupt
  /// A step is done.
  case step
  /// A breakpoint, of which kind the client inserted it.
  case breakpoint(address: UInt32, isHardware: Bool)
  /// Before the instruction that accesses a watched address.
  case watchpoint(Watchpoint.Kind, address: UInt32)
  /// At the instruction that faulted; in words.
  case fault(signal: Int, text: String)
  /// What a monitor command asked to stop at; in words.
  case event(String)
  /// The beginning of what can be gone back to.
  case beginning

  /// The signal's number, as GDB has it.
  var signal: Int {
    switch self {
    case .interrupt: 2
    case .fault(let signal, _): signal
    default: 5
    }
  }

  /// What a person is told; `nil` where the client says it.
  var text: String? {
    switch self {
    case .fault(_, let text), .event(let text): text
    default: nil
    }
  }
}
