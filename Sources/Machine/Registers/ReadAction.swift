/// What a read by software does to bits beyond answering with them.
public enum ReadAction: String, Codable, Sendable {
  /// They become 0.
  case clear
  /// They become 1.
  case set
  /// They change in another way: a FIFO goes on to its next entry.
  case modify
  /// Something else changes: an interrupt is taken back.
  case modifyExternal
  /// The read gets them from somewhere first, as from the flash; until then they hold what the last one got.
  case fetch

  /// The name in CMSIS-SVD, whose four names the first four cases have.
  public var svdName: String { self == .fetch ? Self.modifyExternal.rawValue : rawValue }
}
