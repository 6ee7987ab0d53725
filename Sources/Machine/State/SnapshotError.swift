/// Why a snapshot does not fit a machine, in one line.
public struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What people read.
  public let description: String

  package init(_ description: String) { self.description = "snapshot: " + description }

  /// The machine has something that the snapshot has not, such as `line P3_4`.
  package static func missing(_ what: String) -> SnapshotError { SnapshotError("no state for \(what)") }

  /// A list in the snapshot is longer or shorter than the machine's, such as `channels of QUAD`.
  package static func wrongCount(_ what: String) -> SnapshotError {
    SnapshotError("another number of \(what) than this machine has")
  }

  /// The snapshot has something that the machine has not.
  package static func unknown(_ what: String) -> SnapshotError { SnapshotError("this machine has no \(what)") }
}
