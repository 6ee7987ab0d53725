/// What all blocks of one machine share: the clock, the journal, the lines that traces can see, and the list of blocks
/// that a snapshot consists of.
public final class Emulation {
  /// The clock and its alarms.
  public let scheduler = Scheduler()
  /// Accesses to what is not modelled.
  public let journal = Journal()
  /// Every named line, in the order of construction.
  public private(set) var lines: [Line] = []
  private(set) var blocks: [(name: String, block: any Snapshotting)] = []
  /// The names of all lines.
  private(set) var lineNames: [String] = []
  private var takenLineNames: Set<String> = []

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

  /// Makes a line that traces can see, under a name of its own.
  public func line(_ name: String, pull: Bool = false) -> Line {
    require(takenLineNames.insert(name).inserted, "two lines named \(name)")
    lineNames.append(name)
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
    require(name != Snapshot.machineKey.stringValue, "a block named as the snapshot's own entry, \(name)")
    require(!blocks.contains { $0.name == name }, "two blocks named \(name)")
    blocks.append((name, block))
  }

  /// The names of all blocks, in the order of registration.
  public var blockNames: [String] { blocks.map(\.name) }
}
