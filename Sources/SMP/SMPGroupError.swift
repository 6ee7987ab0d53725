/// An error of a group: sent with its group in version 2 of the protocol.
public protocol SMPGroupError {
  /// The group's code.
  var rawValue: UInt16 { get }
  /// What a version 1 client is told instead: the nearest error of the protocol.
  var version1: ManagementError { get }
}

/// How a command ended.
public enum SMPResult: Equatable, Sendable {
  /// The reply's map is written.
  case done
  /// An error of the protocol.
  case failed(ManagementError)
  /// An error of the command's group, and what a version 1 client is told instead.
  case groupError(UInt16, version1: ManagementError)

  /// An error of the command's group.
  public static func error<E: SMPGroupError>(_ error: E) -> SMPResult {
    .groupError(error.rawValue, version1: error.version1)
  }
}
