/// A page of a memory that can be written, from which instructions were decoded, as stores look at it: without counting references.
public struct CodePage: BitwiseCopyable {
  /// The page's bytes; `nil` where there is no such page.
  public internal(set) var bytes: UnsafeMutableRawPointer?
  /// `Memory.codeGranules` of the page's first bytes.
  public internal(set) var granules: UnsafeMutablePointer<Bool>

  init(_ memory: Memory, offset: Int) {
    bytes = memory.bytes + offset
    granules = memory.codeGranules + offset / Memory.granule
  }
}
