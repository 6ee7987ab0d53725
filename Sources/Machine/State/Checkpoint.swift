/// The states of all blocks of a machine at one moment, as values in memory: what `Emulation.checkpoint` gives and
/// `Emulation.restore` takes. It fits the machine that it was made of.
public struct Checkpoint {
  let header: SnapshotHeader
  /// When that was.
  public var now: Tick { header.now }
  /// In the order of the blocks.
  let states: [any Codable]

  /// Bytes of what is not in pages of memory, about; measured with the band's.
  private static let baseSize = 24_000

  /// About how many bytes of the host's memory it takes beside another one of the same machine, with which it shares the
  /// pages that did not change in between.
  public func size(beside other: Checkpoint?) -> Int {
    var size = Checkpoint.baseSize
    for (place, state) in states.enumerated() {
      guard let memory = state as? MemoryContents.State else { continue }
      let before = (other?.states[place] as? MemoryContents.State)?.pages ?? []
      for (index, page) in memory.pages.enumerated() where index >= before.count || before[index] !== page {
        size += page.count
      }
    }
    return size
  }
}
