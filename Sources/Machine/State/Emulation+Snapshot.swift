extension Emulation {
  /// The states of all blocks, encodable.
  public var snapshot: Snapshot { Snapshot(self) }

  /// Takes over the states that `decoder` holds, each by its name.
  ///
  /// Throws a `SnapshotError` where the version is another one, or where something is missing or not known, and a
  /// `DecodingError` where a state does not decode. The machine is then as it was: all is read and checked before anything
  /// changes.
  public func restore(from decoder: any Decoder) throws {
    try SnapshotVersion(from: decoder).check()
    let container = try decoder.container(keyedBy: SnapshotKey.self)
    let known = Set(blockNames + [Snapshot.machineKey.stringValue])
    let names = container.allKeys.map(\.stringValue)
    if let name = blockNames.first(where: { !names.contains($0) }) { throw SnapshotError.missing("block \(name)") }
    if let name = names.sorted().first(where: { !known.contains($0) }) { throw SnapshotError.unknown("block \(name)") }
    let header = try container.decode(SnapshotHeader.self, forKey: Snapshot.machineKey)
    try check(header)
    var states: [any Codable] = []
    for (name, block) in blocks { states.append(try Emulation.decode(block, from: container, as: name)) }
    restore(Checkpoint(header: header, states: states))
  }

  private func check(_ header: SnapshotHeader) throws(SnapshotError) {
    try header.lines.check(lineNames) { "line \($0)" }
    for line in lines { if let state = header.lines[line.name] { try line.check(state) } }
  }

  /// A copy of the states of all blocks in memory, for going back to again and again.
  public func checkpoint() -> Checkpoint {
    var states: [any Codable] = []
    states.reserveCapacity(blocks.count)
    for (_, block) in blocks { states.append(Emulation.save(block)) }
    return Checkpoint(header: header, states: states)
  }

  /// Goes back to a checkpoint of this machine.
  public func restore(_ checkpoint: Checkpoint) {
    require(checkpoint.states.count == blocks.count, "a checkpoint of another machine")
    let header = checkpoint.header
    scheduler.restore(now: header.now)
    // Before the blocks, which may look at their inputs and drive their outputs again without a change; and after
    // them, for those outputs that a block only drives when something happens.
    restoreLines(header)
    for ((_, block), state) in zip(blocks, checkpoint.states) { Emulation.restore(block, state) }
    restoreLines(header)
    journal.restore(header.unmodelled)
  }

  private func restoreLines(_ header: SnapshotHeader) {
    header.lines.forEach(in: lineNames) { lines[$0].restore($1) }
  }

  private static func save(_ block: some Snapshotting) -> any Codable { block.saveState() }

  private static func restore<Block: Snapshotting>(_ block: Block, _ state: any Codable) {
    guard let state = state as? Block.State else { return require(false, "a checkpoint of another machine") }
    block.restoreState(state)
  }

  private var header: SnapshotHeader {
    SnapshotHeader(now: now, lines: NamedValues(lineNames, lines.map(\.state)), unmodelled: journal.unmodelled)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: SnapshotKey.self)
    try container.encode(header, forKey: Snapshot.machineKey)
    for (name, block) in blocks { try Emulation.encode(block, to: &container, as: name) }
  }

  private static func encode(
    _ block: some Snapshotting, to container: inout KeyedEncodingContainer<SnapshotKey>, as name: String
  ) throws {
    try container.encode(block.saveState(), forKey: SnapshotKey(name))
  }

  private static func decode<Block: Snapshotting>(
    _ block: Block, from container: KeyedDecodingContainer<SnapshotKey>, as name: String
  ) throws -> any Codable {
    let state = try container.decode(Block.State.self, forKey: SnapshotKey(name))
    try block.check(state)
    return state
  }
}
