/// Errors of the protocol itself, sent as `{"rc": n}` (the field's MGMT_ERR names).
public enum ManagementError: UInt16, Sendable {
  /// No reason given.
  case unknown = 1
  /// Out of memory.
  case noMemory = 2
  /// An argument is malformed or missing.
  case invalid = 3
  /// Took too long.
  case timeout = 4
  /// No such entry.
  case noEntry = 5
  /// The state does not allow it now.
  case badState = 6
  /// The reply does not fit into its buffer.
  case messageSize = 7
  /// Unknown group or command.
  case notSupported = 8
  /// Data is corrupt.
  case corrupt = 9
  /// Busy; try again.
  case busy = 10
  /// Not allowed.
  case accessDenied = 11
  /// The request's protocol version is too old.
  case tooOld = 12
  /// The request's protocol version is too new.
  case tooNew = 13
}
