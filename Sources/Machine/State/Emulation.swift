/// What all blocks of one machine share: the clock, the journal, the lines that traces can see, and the list of blocks
/// that a snapshot consists of.
public final class Emulation {
  /// The clock and its alarms.
  public let scheduler = Scheduler()
  /// Accesses to what is not modelled.
  public let journal = Journal()
  /// Every named line, in the order of construction.
  public private(set) var lines: [Line] = []
  private var blocks: [(name: String, block: any Snapshotting)] = []

  /// An empty machine at tick 0.
  ///
  /// In a build with `-assume-single-threaded`, which release builds are, it stops the program where there is a machine of
  /// another thread: a process runs machines on one thread, and what needs more has more processes.
  public init() {
    guard ThreadOwner.isEnforced else { return }
    require(ThreadOwner.process.enter(ThreadOwner.current), Emulation.twoThreads)
  }

  deinit { if ThreadOwner.isEnforced { ThreadOwner.process.leave() } }

  private static let twoThreads =
    "machines on two threads of one process, in a build for one (-assume-single-threaded): use a process for each"

  /// Stops the program where machines of this build share a thread and this is another one. For whoever runs a machine.
  public func requireOwnThread() {
    guard ThreadOwner.isEnforced else { return }
    require(ThreadOwner.process.isOwner(ThreadOwner.current), Emulation.twoThreads)
  }

  /// The present.
  public var now: Tick { scheduler.now }

  /// Makes a line that traces can see.
  public func line(_ name: String, pull: Bool = false) -> Line {
    let line = Line(name, pull: pull)
    lines.append(line)
    return line
  }

  /// Makes an alarm on this machine's clock.
  public func alarm(_ name: String, action: @escaping (Tick) -> Void) -> Alarm {
    Alarm(name, on: scheduler, action: action)
  }

  /// Adds a block to the snapshot, under a name of its own.
  public func register(_ name: String, _ block: any Snapshotting) {
    require(!blocks.contains { $0.name == name }, "two blocks named \(name)")
    blocks.append((name, block))
  }

  /// The names of all blocks, in the order of registration.
  public var blockNames: [String] { blocks.map(\.name) }

  /// The states of all blocks, encodable.
  public var snapshot: Snapshot { Snapshot(self) }

  /// Takes over the states that `decoder` holds, block by block in the order of registration.
  ///
  /// Throws a `DecodingError` where a block is missing or its state does not decode; the machine is then unusable.
  public func restore(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: BlockName.self)
    let header = try container.decode(SnapshotHeader.self, forKey: BlockName("machine"))
    guard header.version == SnapshotHeader.currentVersion else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "snapshot version \(header.version), expected \(SnapshotHeader.currentVersion)"))
    }
    scheduler.restore(now: header.now)
    // Before the blocks, which may look at their inputs and drive their outputs again without a change; and after
    // them, for those outputs that a block only drives when something happens.
    for (line, saved) in zip(lines, header.lines) { line.restore(saved) }
    for (name, block) in blocks { try Emulation.restore(block, from: container, as: name) }
    for (line, saved) in zip(lines, header.lines) { line.restore(saved) }
    journal.restore(header.unmodelled)
  }

  /// A copy of the states of all blocks in memory, for going back to again and again.
  public func checkpoint() -> Checkpoint {
    var states: [any Codable] = []
    for (_, block) in blocks { states.append(Emulation.save(block)) }
    return Checkpoint(header: header, states: states)
  }

  /// Goes back to a checkpoint of this machine.
  public func restore(_ checkpoint: Checkpoint) {
    scheduler.restore(now: checkpoint.header.now)
    for (line, saved) in zip(lines, checkpoint.header.lines) { line.restore(saved) }
    for ((_, block), state) in zip(blocks, checkpoint.states) { Emulation.restore(block, state) }
    for (line, saved) in zip(lines, checkpoint.header.lines) { line.restore(saved) }
    journal.restore(checkpoint.header.unmodelled)
  }

  private static func save(_ block: some Snapshotting) -> any Codable { block.saveState() }

  private static func restore<Block: Snapshotting>(_ block: Block, _ state: any Codable) {
    guard let state = state as? Block.State else { return require(false, "a checkpoint of another machine") }
    block.restoreState(state)
  }

  private var header: SnapshotHeader {
    SnapshotHeader(now: now, lines: lines.map(\.state), unmodelled: journal.unmodelled)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: BlockName.self)
    try container.encode(header, forKey: BlockName("machine"))
    for (name, block) in blocks { try Emulation.encode(block, to: &container, as: name) }
  }

  private static func encode(
    _ block: some Snapshotting, to container: inout KeyedEncodingContainer<BlockName>, as name: String
  ) throws {
    try container.encode(block.saveState(), forKey: BlockName(name))
  }

  private static func restore<Block: Snapshotting>(
    _ block: Block, from container: KeyedDecodingContainer<BlockName>, as name: String
  ) throws {
    block.restoreState(try container.decode(Block.State.self, forKey: BlockName(name)))
  }
}
