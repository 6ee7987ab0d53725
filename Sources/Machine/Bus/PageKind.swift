/// What of a page of the address space is memory.
public enum PageKind {
  /// Bytes in a page.
  static let pageSize = 4096
  /// Nothing.
  public static let none: UInt8 = 0
  /// Some of it, or several memories.
  public static let partly: UInt8 = 1
  /// All of it, of one memory.
  public static let whole: UInt8 = 2
  /// All of it, of one memory with a timing.
  public static let timed: UInt8 = 3
  /// Anything, of which somebody watches accesses.
  public static let watched: UInt8 = 4
}
