import Glibc

/// Why no server can be where it was wanted.
public struct ListenError: Error, Equatable {
  /// What is wrong, in a few words.
  public let reason: String

  /// The address is no numeric one.
  static let address = ListenError(reason: "not a numeric address of this host")

  /// The system's text for the last error.
  static var system: ListenError { ListenError(reason: String(cString: strerror(errno))) }
}
