/// A page of a memory with a timing, as loads look at it: without counting references.
public struct TimedPage: BitwiseCopyable {
  /// The page's bytes; `nil` where no memory with a timing has all of the page.
  public internal(set) var bytes: UnsafeMutableRawPointer?
  /// `AccessTiming.words` of the page's first word.
  public internal(set) var words: UnsafeMutablePointer<UInt8>
  /// That of the timing.
  public internal(set) var heldLoads: UnsafeMutablePointer<UInt64>

  init(_ memory: Memory, _ timing: AccessTiming, offset: Int) {
    bytes = memory.bytes + offset
    words = timing.words + offset / 4
    heldLoads = timing.heldLoads
  }
}
