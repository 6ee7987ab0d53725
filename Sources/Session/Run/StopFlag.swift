import Synchronization

/// Set by a signal, a key or an output that cannot be written; read between slices.
package final class StopFlag: Sendable {
  /// The exit status of a run that Ctrl-C has ended: 128 and SIGINT's number.
  static let interrupted: Int32 = 130
  /// That of one with an output that could not be written.
  static let outputLost: Int32 = 2

  private let status = Atomic<Int32>(-1)

  package init() {}

  /// Whether somebody has asked for the end.
  package var isSet: Bool { status.load(ordering: .relaxed) >= 0 }

  /// The exit status that the first who asked has named.
  package var exitStatus: Int32 { max(status.load(ordering: .relaxed), 0) }

  /// Why the run ends, for its report.
  package var reason: String {
    switch exitStatus {
    case 0: "quit"
    case StopFlag.outputLost: "an output could not be written"
    default: "interrupted"
    }
  }

  /// Asks for the end; 0 where a person wants no more.
  package func set(status next: Int32 = StopFlag.interrupted) {
    _ = status.compareExchange(expected: -1, desired: next, ordering: .relaxed)
  }
}
