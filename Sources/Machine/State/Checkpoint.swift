/// The states of all blocks of a machine at one moment, as values in memory: what `Emulation.checkpoint` gives and
/// `Emulation.restore` takes. It fits the machine that it was made of.
public struct Checkpoint {
  let header: SnapshotHeader
  /// When that was.
  public var now: Tick { header.now }
  /// In the order of the blocks.
  let states: [any Codable]
}
