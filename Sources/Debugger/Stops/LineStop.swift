import Machine

/// A pad, or any line of the machine, changes.
final class LineStop: EventStop {
  /// Which changes count.
  enum Edge: String, CaseIterable { case rise, fall, change }

  private var watching: Subscription?

  init(_ text: String, line: Line, edge: Edge) {
    super.init(text)
    watching = line.watch { [unowned self] level in
      if edge == .change || level == (edge == .rise) { onHit("\(line.name) \(level ? "rises" : "falls")") }
    }
  }
}
