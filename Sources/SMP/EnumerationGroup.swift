/// Command numbers of the enumeration group. All of them read.
public enum EnumerationCommand {
  /// `{"count": n}`.
  public static let count: UInt8 = 0
  /// `{"groups": [n]}`.
  public static let list: UInt8 = 1
  /// `{"index": n}` is answered by `{"group": n}`, with `"end": true` when it is the last.
  public static let single: UInt8 = 2
  /// `{"groups": [n]}`, or nothing for all, is answered by `{"groups": [{"group": n, "name": text, "handlers": n}]}`.
  public static let details: UInt8 = 3
}

/// Errors of the enumeration group.
public enum EnumerationError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// More groups asked for than there can be.
  case tooManyEntries = 2
  /// No room for so many.
  case noRoom = 3
  /// There are fewer groups.
  case indexTooLarge = 4

  /// What a version 1 client is told instead.
  public var version1: ManagementError { self == .indexTooLarge ? .noEntry : .invalid }
}
