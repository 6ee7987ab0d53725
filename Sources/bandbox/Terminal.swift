import Glibc
import Lab

/// The terminal in a mode for single keys, and the way back.
final class Terminal: Sendable {
  private let saved: termios

  /// Takes over the terminal on standard input; `nil` where there is none.
  init?() {
    var attributes = termios()
    guard isatty(0) == 1, isatty(1) == 1, tcgetattr(0, &attributes) == 0 else { return nil }
    saved = attributes
    attributes.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(0, TCSANOW, &attributes)
    // The alternate screen keeps what was on the terminal before; the cursor would flicker.
    Standard.output.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
  }

  /// Gives the terminal back as it was.
  func restore() {
    Standard.output.write("\u{1B}[?25h\u{1B}[?1049l")
    var attributes = saved
    tcsetattr(0, TCSANOW, &attributes)
  }

  /// The next key, or `nil` after a tenth of a second without one or at the end of the input.
  func key() -> Character? {
    var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 100) > 0 else { return nil }
    var byte: UInt8 = 0
    guard read(0, &byte, 1) == 1 else {
      // The end of input is always readable; without a pause it would spin.
      usleep(100_000)
      return nil
    }
    return Character(UnicodeScalar(byte))
  }
}
