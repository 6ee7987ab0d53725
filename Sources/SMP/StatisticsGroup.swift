/// Command numbers of the statistics group.
public enum StatisticsCommand {
  /// `{"name": text}` is answered by `{"name": text, "fields": {text: number}}`.
  public static let group: UInt8 = 0
  /// `{"stat_list": [text]}`.
  public static let list: UInt8 = 1
}

/// Errors of the statistics group.
public enum StatisticsError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// No group of that name.
  case invalidGroup = 2

  /// What a version 1 client is told instead.
  public var version1: ManagementError { self == .invalidGroup ? .noEntry : .unknown }
}
