import CortexM0
import Machine

/// Something that a monitor command asks to stop at. It tells of it each time that it happens, however often the machine goes
/// back: it keeps nothing that the machine's state would not give again.
class EventStop {
  /// In the words of the command that asked for it.
  let text: String
  /// Told in words when it has happened.
  var onHit: (String) -> Void = { _ in }

  init(_ text: String) { self.text = text }

  /// The chip does something else.
  func modeChanged(_ mode: Mode, wakeups: UInt64) {}
  /// The band has sent another byte; the latest ones.
  func sent(_ bytes: [UInt8]) {}
  /// The machine's state was replaced.
  func restored(wakeups: UInt64) {}
}
