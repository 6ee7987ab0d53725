import Glibc

/// Why a port or its stable name cannot be set up: one line that names the path and says what to do.
public struct LinkError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Advice for a place that cannot be used.
  static let otherPlace = "give a path you can write to with --link, or set XDG_RUNTIME_DIR to such a directory"

  /// The file concerned.
  public let path: String
  /// What is wrong with it.
  public let reason: String
  /// What the user can do about it.
  public let advice: String

  /// Makes an error of its three parts.
  public init(path: String, reason: String, advice: String) {
    self.path = path
    self.reason = reason
    self.advice = advice
  }

  /// The error as one line.
  public var description: String { "\(path): \(reason); \(advice)" }

  /// An error whose reason is the system's text for an error number.
  static func system(_ path: String, _ number: Int32, _ advice: String) -> LinkError {
    LinkError(path: path, reason: String(cString: strerror(number)), advice: advice)
  }
}
