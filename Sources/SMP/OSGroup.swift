/// Command numbers of the operating-system group.
public enum OSCommand {
  /// `{"d": text}` is answered by `{"r": text}`.
  public static let echo: UInt8 = 0
  /// Read `{"tasks": {name: {...}}}`.
  public static let taskStatistics: UInt8 = 2
  /// Read `{name: {...}}`, a map a pool of memory.
  public static let memoryPools: UInt8 = 3
  /// Read or write `{"datetime": "2026-11-21T03:00:00"}`.
  public static let dateTime: UInt8 = 4
  /// Restart; optional `force` and `boot_mode`.
  public static let reset: UInt8 = 5
  /// Read `buf_size` and `buf_count`.
  public static let parameters: UInt8 = 6
  /// Read `output`, chosen by the letters of `format`.
  public static let info: UInt8 = 7
  /// Read which bootloader there is; optional `query`.
  public static let bootloader: UInt8 = 8
}

/// Errors of the operating-system group.
public enum OSError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// A letter of `format` is not known.
  case invalidFormat = 2
  /// The bootloader does not answer this query.
  case noAnswer = 3
  /// The clock was never set.
  case clockNotSet = 4
  /// The clock refused.
  case clockFailed = 5

  /// What a version 1 client is told instead (as Zephyr's os_mgmt translates it).
  public var version1: ManagementError {
    switch self {
    case .invalidFormat: .invalid
    case .noAnswer, .clockNotSet: .noEntry
    case .unknown, .clockFailed: .unknown
    }
  }
}
