import Machine

/// A pad that the board has wired to an asynchronous serial line. Whichever UART the pad is routed to sends on the line or
/// hears it; a UART on pads that are not wired keeps to its own `tx` and `rx`.
public final class SerialPad {
  /// The line.
  public let wire: SerialWire
  /// What came while nobody listened and the chip kept it: the next UART that listens is told of it at once.
  public var kept: [SerialCharacter] = []
  private weak var listener: AnyObject?

  /// A pad wired to `wire`.
  public init(_ wire: SerialWire) { self.wire = wire }

  /// A UART listens in this format from now on, and `hear` is told of what comes; `nil` stops its receiver, and it stays the
  /// line's listener.
  public func connect(_ uart: AnyObject, format: SerialFormat?, hear: @escaping (SerialCharacter) -> Void) {
    if listener !== uart {
      listener = uart
      wire.onReceive = hear
    }
    wire.receiverFormat = format
    guard format != nil, !kept.isEmpty else { return }
    let characters = kept
    kept = []
    for character in characters { hear(character) }
  }

  /// The UART's receiver was routed elsewhere; another UART may listen here already.
  public func disconnect(_ uart: AnyObject) {
    guard listener === uart else { return }
    listener = nil
    wire.onReceive = nil
    wire.receiverFormat = nil
  }
}
