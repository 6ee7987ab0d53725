/// A TCP port of this host, as the command line gives it.
public struct TCPAddress: Hashable, Sendable {
  /// How it is given.
  public static let expected = "[ADDRESS:]PORT, such as 3333 or 127.0.0.1:3333"

  /// A numeric address; where none is given, that of this host only.
  public var address = "127.0.0.1"
  /// The port, 0 for a free one.
  public var port: UInt16

  /// Reads `[ADDRESS:]PORT`; `nil` where it is none.
  public init?(_ text: String) {
    let colon = text.lastIndex(of: ":")
    guard let port = UInt16(colon.map { text[text.index(after: $0)...] } ?? text[...]) else { return nil }
    self.port = port
    let host = text[..<(colon ?? text.startIndex)].drop { $0 == "[" }.prefix { $0 != "]" }
    if !host.isEmpty, host != "localhost" { address = String(host) }
  }
}
