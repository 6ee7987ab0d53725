/// A page of a memory that can be written, from which instructions were decoded, as stores look at it: without counting references.
public struct CodePage: BitwiseCopyable {
  /// What is to be added to an address in it to have the host's; 0 where there is no such page.
  public internal(set) var place: Int
  /// `Memory.codeGranules` of the page's first bytes.
  public internal(set) var granules: UnsafeMutablePointer<Bool>

  init(_ memory: Memory, offset: Int, at address: UInt32) {
    place = Int(bitPattern: memory.bytes + offset) &- Int(address)
    granules = memory.codeGranules + offset / Memory.granule
  }
}
