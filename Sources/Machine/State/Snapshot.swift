/// The states of all blocks of a machine, for an encoder of the caller's choice; `Emulation.restore` takes it back.
public struct Snapshot: Encodable {
  private let emulation: Emulation

  init(_ emulation: Emulation) { self.emulation = emulation }

  /// Writes one entry a block.
  public func encode(to encoder: any Encoder) throws { try emulation.encode(to: encoder) }
}
