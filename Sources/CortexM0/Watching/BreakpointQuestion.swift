/// A BKPT that somebody may handle.
final class BreakpointQuestion {
  /// Its number.
  let number: UInt8
  var isHandled = false

  init(_ number: UInt8) { self.number = number }
}
