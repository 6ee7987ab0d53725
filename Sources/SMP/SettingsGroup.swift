/// Command numbers of the settings group (Zephyr documentation, "Settings (Config) Management Group").
public enum SettingsCommand {
  /// Read `{"name": text, "max_size": number}`, answered by `{"val": bytes}`; write `{"name": text, "val": bytes}`.
  public static let value: UInt8 = 0
  /// Write `{"name": text}`: forget what was stored.
  public static let delete: UInt8 = 1
  /// Write: let what was written take effect.
  public static let commit: UInt8 = 2
  /// Read: load what is stored. Write: store what was written.
  public static let storage: UInt8 = 3
}

/// Errors of the settings group.
public enum SettingsError: UInt16, SMPGroupError, Sendable {
  /// No reason given: the storage failed.
  case unknown = 1
  /// The name is longer than any setting's.
  case keyTooLong = 2
  /// No setting of that name.
  case keyNotFound = 3
  /// This one cannot be read.
  case readNotSupported = 4
  /// Nothing has names that begin so.
  case rootKeyNotFound = 5
  /// This one cannot be written.
  case writeNotSupported = 6
  /// This one cannot be deleted.
  case deleteNotSupported = 7

  /// What a version 1 client is told instead.
  public var version1: ManagementError {
    switch self {
    case .keyTooLong: .invalid
    case .keyNotFound, .rootKeyNotFound: .noEntry
    case .readNotSupported, .writeNotSupported, .deleteNotSupported: .notSupported
    case .unknown: .unknown
    }
  }
}
