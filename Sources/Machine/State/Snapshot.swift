/// The states of all blocks of a machine, for an encoder of the caller's choice; `Emulation.restore` takes it back.
public struct Snapshot: Encodable {
  /// Grows when a snapshot of an older build can no longer be read. Since 2, everything is found by its name and the CPU's
  /// state is architectural; since 3, the cell has two relaxing drops and wear.
  public static let version = 3
  /// Where what belongs to no block stands.
  static let machineKey = SnapshotKey("machine")

  private let emulation: Emulation

  init(_ emulation: Emulation) { self.emulation = emulation }

  /// Writes one entry a block.
  public func encode(to encoder: any Encoder) throws { try emulation.encode(to: encoder) }
}
