import Machine

/// A pad that the board has wired to an asynchronous serial line. Whichever UART the pad is routed to sends on the line or
/// hears it; a UART on pads that are not wired keeps to its own `tx` and `rx`.
final class SerialPad {
  /// The line.
  let wire: SerialWire
  private weak var listener: UART?

  init(_ wire: SerialWire) { self.wire = wire }

  /// The UART listens in this format from now on; `nil` stops its receiver, and it stays the line's listener.
  func connect(_ uart: UART, format: SerialFormat?) {
    if listener !== uart {
      listener = uart
      wire.onReceive = { [unowned uart] in uart.hear($0) }
    }
    wire.receiverFormat = format
  }

  /// The UART's receiver was routed elsewhere; another UART may listen here already.
  func disconnect(_ uart: UART) {
    guard listener === uart else { return }
    listener = nil
    wire.onReceive = nil
    wire.receiverFormat = nil
  }
}
