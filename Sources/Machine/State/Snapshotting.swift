/// A block whose state can be copied: everything that decides its future, as plain values. Wiring, names and
/// coefficients are not state.
public protocol Snapshotting: AnyObject {
  /// The state as values; `Codable` so that a snapshot file is JSON that people can read.
  associatedtype State: Codable

  /// A copy of the state, alarms' deadlines included.
  func saveState() -> State

  /// Takes over a saved state: sets alarms and outputs to what they were, without side effects on other blocks.
  func restoreState(_ state: State)
}
