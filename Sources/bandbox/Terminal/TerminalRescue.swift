import Glibc

/// Gives the terminal back where the process dies of a fault of its own or of Ctrl-\, with calls that a signal handler may make.
enum TerminalRescue {
  /// Shows the cursor and returns to the normal screen.
  static let goodbye = "\u{1B}[?25h\u{1B}[?1049l"

  private static let signals = [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
  private nonisolated(unsafe) static let saved = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  private nonisolated(unsafe) static let isArmed = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
  private nonisolated(unsafe) static let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(
    capacity: goodbye.utf8.count)
  private nonisolated(unsafe) static let former = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)

  /// Once, before `arm`.
  static func install() {
    saved.initialize(to: termios())
    isArmed.initialize(to: 0)
    _ = bytes.initialize(from: goodbye.utf8)
    former.initialize(repeating: sigaction(), count: 65)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      if TerminalRescue.isArmed.pointee != 0 {
        TerminalRescue.isArmed.pointee = 0
        write(1, TerminalRescue.bytes.baseAddress, TerminalRescue.bytes.count)
        tcsetattr(0, TCSANOW, TerminalRescue.saved)
      }
      // Dies of it when this returns.
      sigaction(number, TerminalRescue.former + Int(number), nil)
      raise(number)
    }
    for number in signals { sigaction(number, &action, former + Int(number)) }
    // Ctrl-\ is a person's wish, and needs none of the backtrace that Swift prints of a fault.
    former[Int(SIGQUIT)] = sigaction()
  }

  /// The terminal is to be given back with these modes.
  static func arm(_ modes: termios) {
    saved.pointee = modes
    isArmed.pointee = 1
  }

  /// It has been given back.
  static func disarm() { isArmed.pointee = 0 }
}
