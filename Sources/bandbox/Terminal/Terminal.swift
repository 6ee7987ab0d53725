import Formats
import Glibc
import Session
import Synchronization

/// The terminal on its alternate screen in a mode for single keys, and the way back, which is gone exactly once.
final class Terminal: Sendable {
  private struct Modes {
    var isEntered = false
    var saved = termios()
  }

  /// Keys, and what the system says of the terminal.
  let events: EventPipe
  private static let modes = Mutex(Modes())

  /// The terminal on standard input and output, not taken yet. Before any thread starts: all must leave its signals alone.
  init(_ events: EventPipe) {
    self.events = events
    JobSignals.install(events)
    TerminalRescue.install()
  }

  /// Whether the terminal's input and output are ours: not while stopped, and not in the background.
  var isEntered: Bool { Terminal.modes.withLock(\.isEntered) }
  /// Whether the terminal gives its keys to us.
  static var isForeground: Bool { tcgetpgrp(0) == getpgrp() }
  /// What is known of standard input and output.
  static var abilities: ViewChoice.Terminal {
    ViewChoice.Terminal(
      hasInput: isatty(0) == 1, hasOutput: isatty(1) == 1, isForeground: isForeground, charset: .current)
  }

  /// Size in cells; that of most terminals where it is not known.
  static func size(of stream: Standard) -> (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// The width in cells that text for people has to fit; `nil` where the stream is no terminal, and nobody would wrap it.
  static func columns(of stream: Standard) -> Int? { stream.isTerminal ? size(of: stream).columns : nil }

  /// Takes the terminal, unless we are in the background; again where somebody else may have changed its modes.
  /// Returns whether it is ours.
  @discardableResult
  func enter() -> Bool {
    guard Terminal.isForeground else { return false }
    let wasEntered = Terminal.modes.withLock { modes in
      defer { modes.isEntered = true }
      if !modes.isEntered { tcgetattr(0, &modes.saved) }
      var attributes = modes.saved
      attributes.c_lflag &= ~tcflag_t(ICANON | ECHO)
      TerminalRescue.arm(modes.saved)
      tcsetattr(0, TCSANOW, &attributes)
      return modes.isEntered
    }
    // The alternate screen keeps what was on the terminal before; the cursor would flicker.
    Standard.output.write((wasEntered ? "" : "\u{1B}[?1049h") + "\u{1B}[?25l")
    return true
  }

  /// Gives the terminal back as it was; without effect where it is not ours. From any thread.
  static func leave() {
    let saved = modes.withLock { modes -> termios? in
      defer { modes.isEntered = false }
      return modes.isEntered ? modes.saved : nil
    }
    guard var saved else { return }
    TerminalRescue.disarm()
    Standard.output.write(TerminalRescue.goodbye)
    tcsetattr(0, TCSANOW, &saved)
  }

  /// Gives the terminal back and stops, as Ctrl-Z does with any program; returns when it is continued.
  func suspend() {
    Terminal.leave()
    JobSignals.stop()
    enter()
  }
}
