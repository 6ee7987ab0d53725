/// Command numbers of the file group (Zephyr documentation, "File System Management Group").
public enum FileCommand {
  /// Read `{"off": n, "name": text}`, answered by `{"off": n, "data": bytes, "len": n}`, `len` only at offset 0; write
  /// `{"off": n, "data": bytes, "name": text, "len": n}`.
  public static let transfer: UInt8 = 0
  /// Read `{"name": text}`, answered by `{"len": n}`.
  public static let status: UInt8 = 1
  /// Read `{"name": text, "type": text, "off": n, "len": n}`, all but the name optional.
  public static let hash: UInt8 = 2
  /// Read which kinds of hash there are.
  public static let hashTypes: UInt8 = 3
  /// Write: close what is open.
  public static let close: UInt8 = 4
}

/// Errors of the file group.
public enum FileError: UInt16, SMPGroupError, Sendable {
  /// No reason given.
  case unknown = 1
  /// No file can have that name.
  case invalidName = 2
  /// No such file.
  case notFound = 3
  /// A folder.
  case isDirectory = 4
  /// It could not be opened.
  case openFailed = 5
  /// The offset could not be reached.
  case seekFailed = 6
  /// It could not be read.
  case readFailed = 7
  /// It could not be cut off.
  case truncateFailed = 8
  /// It could not be deleted.
  case deleteFailed = 9
  /// It could not be written.
  case writeFailed = 10
  /// Not the offset that is expected next.
  case offsetNotValid = 11
  /// Behind the file's end.
  case offsetLargerThanFile = 12
  /// No such kind of hash.
  case hashNotFound = 13
  /// Nothing lies at that path.
  case mountPointNotFound = 14
  /// Files here are not written.
  case readOnly = 15
  /// There is nothing in it.
  case empty = 16

  /// What a version 1 client is told instead.
  public var version1: ManagementError {
    switch self {
    case .invalidName, .isDirectory, .offsetNotValid, .offsetLargerThanFile: .invalid
    case .notFound, .mountPointNotFound: .noEntry
    case .hashNotFound, .readOnly: .notSupported
    default: .unknown
    }
  }
}
