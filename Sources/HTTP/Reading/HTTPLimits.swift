/// How much of a client's request is taken.
public struct HTTPLimits: Sendable {
  /// Bytes of a request's first line and header; as many of what may follow a body in pieces.
  public var head = 16 << 10
  /// Bytes of a body.
  public var body = 64 << 10
  /// Bytes of a line that says how long a piece of a body is.
  public var pieceLine = 1 << 10

  /// What most requests need.
  public init() {}
}
