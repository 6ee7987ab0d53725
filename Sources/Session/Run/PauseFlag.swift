import Synchronization

/// Set while a run has to stand still, as one whose terminal was told to stop; read between slices.
package final class PauseFlag: Sendable {
  /// Odd while it is set; grows with every change, so that nobody misses a pause that is over.
  private let changes = Atomic<Int>(0)

  /// Whether the run has to stand still.
  package var isSet: Bool { changes.load(ordering: .acquiring) & 1 == 1 }

  /// How many pauses are over.
  var past: Int { changes.load(ordering: .acquiring) / 2 }

  /// Holds the run. Of one thread, which also ends the pause.
  package func set() { if !isSet { changes.add(1, ordering: .releasing) } }

  /// Lets it go on.
  package func clear() { if isSet { changes.add(1, ordering: .releasing) } }
}
