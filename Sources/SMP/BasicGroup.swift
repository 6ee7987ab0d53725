/// Command numbers of Zephyr's basic group.
public enum BasicCommand {
  /// Write: erase the area that settings are stored in.
  public static let eraseStorage: UInt8 = 0
}

/// Errors of Zephyr's basic group.
public enum BasicError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// The area could not be opened.
  case openFailed = 2
  /// Its size is not known.
  case queryFailed = 3
  /// It could not be erased.
  case eraseFailed = 4

  /// What a version 1 client is told instead.
  public var version1: ManagementError { .unknown }
}
