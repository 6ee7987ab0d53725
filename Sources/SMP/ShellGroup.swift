/// Command numbers of the shell group.
public enum ShellCommand {
  /// Write `{"argv": [text]}`, answered by `{"o": text, "ret": number}`.
  public static let execute: UInt8 = 0
}

/// Errors of the shell group.
public enum ShellError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// The line is longer than the shell takes.
  case commandTooLong = 2
  /// There is no command in it.
  case emptyCommand = 3

  /// What a version 1 client is told instead.
  public var version1: ManagementError { self == .unknown ? .unknown : .invalid }
}
