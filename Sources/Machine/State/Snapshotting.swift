/// A block whose state can be copied: everything that decides its future, as plain values. Wiring, names and
/// coefficients are not state.
public protocol Snapshotting: AnyObject {
  /// The state as values; `Codable` so that a snapshot file is JSON that people can read. What is a list in the machine, such
  /// as its registers, has names there (`NamedValues`).
  associatedtype State: Codable

  /// A copy of the state, alarms' deadlines included.
  func saveState() -> State

  /// Throws where the state belongs to another machine: a name is missing or not known. Changes nothing.
  func check(_ state: State) throws(SnapshotError)

  /// Takes over a saved state: sets alarms and outputs to what they were, without side effects on other blocks.
  func restoreState(_ state: State)
}

extension Snapshotting {
  /// Nothing has a name.
  public func check(_ state: State) throws(SnapshotError) {}
}
