import Synchronization

/// Set by Ctrl-C or a key, read between slices.
final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Whether somebody has asked for the end.
  var isSet: Bool { flag.load(ordering: .relaxed) }

  /// Asks for the end.
  func set() { flag.store(true, ordering: .relaxed) }
}
