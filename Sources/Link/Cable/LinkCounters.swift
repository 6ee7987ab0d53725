/// Bytes that went over the link since it was opened. Every byte is in exactly one counter, once it has left the queue.
public struct LinkCounters: Sendable, Equatable, Codable {
  /// Host to band: bytes handed to the emulation.
  public var bytesIn = 0
  /// Band to host: bytes that the port took for its client.
  public var bytesOut = 0
  /// Band to host: bytes lost because no client was attached or the client did not read.
  public var dropped = 0
  /// Host to band: bytes of a client that had gone, thrown away when the next one attached, and bytes that a client threw
  /// away itself (tcflush).
  public var discarded = 0

  /// Counters at zero.
  public init() {}

  /// The keys of the run report.
  enum CodingKeys: String, CodingKey {
    case bytesIn = "bytes_in"
    case bytesOut = "bytes_out"
    case dropped
    case discarded
  }
}
