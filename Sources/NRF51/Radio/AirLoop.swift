import Machine

/// Runs several machines together, so that their radios hear each other: always the one that is behind, and none further
/// ahead than the air allows. The same machines in the same order give the same run.
///
/// A machine that sleeps does nothing before its next alarm, so that all of them jump while nobody is awake.
public final class AirLoop {
  /// How far a machine may be ahead: less than `Air.reach` by more than any instruction takes.
  static let lead: Tick = .microseconds(15)

  private let machines: [AirMachine]
  private let air: Air
  private var running: AirMachine?
  private var watch: Subscription?

  /// For machines whose radios share `air`.
  public init(_ machines: [AirMachine], on air: Air) {
    self.machines = machines
    self.air = air
  }

  /// The present of the machine that is furthest behind.
  public var now: Tick { machines.map { $0.now() }.min() ?? 0 }

  /// Runs all of them to `limit`, or past it by the rest of one instruction.
  public func run(until limit: Tick) {
    // Who begins to send gives others something to do, sooner than was known when it was let run.
    watch = air.watch { [unowned self] _ in running?.endRun() }
    while let index = machines.indices.filter({ machines[$0].now() < limit }).min(by: isBehind) {
      running = machines[index]
      machines[index].run(min(horizon(for: index), limit))
    }
    running = nil
    watch = nil
  }

  private func isBehind(_ a: Int, _ b: Int) -> Bool { machines[a].now() < machines[b].now() }

  /// The time before which no other machine can make a difference to this one.
  private func horizon(for index: Int) -> Tick {
    machines.indices.filter { $0 != index }.map { other in
      max(machines[other].nextActivity(), machines[other].now()).adding(Self.lead)
    }.min() ?? .max
  }
}
