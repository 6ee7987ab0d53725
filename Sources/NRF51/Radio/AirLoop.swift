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
  private let neighbours: (any AirNeighbours)?
  private var running: AirMachine?
  private var watch: Subscription?
  /// To where the machines are run, before which nothing comes from outside.
  private var limit: Tick = 0

  /// For machines whose radios share `air`, with `neighbours` outside this process where there are some.
  public init(_ machines: [AirMachine], on air: Air, neighbours: (any AirNeighbours)? = nil) {
    self.machines = machines
    self.air = air
    self.neighbours = neighbours
  }

  /// The present of the machine that is furthest behind.
  public var now: Tick { machines.map { $0.now() }.min() ?? 0 }

  /// The present of the machine that is furthest ahead.
  public var latest: Tick { machines.map { $0.now() }.max() ?? 0 }

  /// The time before which no radio here changes what is on the air, if the machines hear nothing new.
  public var nextSignal: Tick {
    machines.map { machine in
      let now = machine.now()
      return machine.nextSignal(max(min(machine.nextActivity(), limit), now))
    }.min() ?? .max
  }

  /// Runs all of them to `limit`, or past it by the rest of one instruction; less far where `neighbours` end it.
  public func run(until limit: Tick) {
    self.limit = limit
    // Who begins to send gives others something to do, sooner than was known when it was let run.
    watch = air.watch { [unowned self] _ in running?.endRun() }
    neighbours?.begin(until: limit)
    while let index = machines.indices.filter({ machines[$0].now() < limit }).min(by: isBehind) {
      let horizon = min(horizon(for: index), limit, neighbours?.horizon.adding(Self.lead) ?? .max)
      if let neighbours, horizon <= machines[index].now() {
        if neighbours.wait() { continue }
        break
      }
      running = machines[index]
      machines[index].run(horizon)
      running = nil
      neighbours?.look()
    }
    running = nil
    watch = nil
    neighbours?.end()
  }

  private func isBehind(_ a: Int, _ b: Int) -> Bool { machines[a].now() < machines[b].now() }

  /// The time before which no other machine can make a difference to this one.
  private func horizon(for index: Int) -> Tick {
    machines.indices.filter { $0 != index }.map { other in
      max(machines[other].nextActivity(), machines[other].now()).adding(Self.lead)
    }.min() ?? .max
  }
}
