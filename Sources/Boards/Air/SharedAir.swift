import CortexM0
import Machine
import NRF51

/// Boards whose radios hear each other. They run together, on one thread, and the same boards in the same order give the same
/// run, however it is cut. Those of other processes hear them where there is a neighbourhood.
public final class SharedAir {
  private let air: Air
  private let chips: [any Chip]
  private let loop: AirLoop
  private let neighbourhood: AirNeighbourhood?

  /// Joins boards that have not started yet; `loss` is the part of all packets that a receiver does not hear, 0 ... 1. Radios of
  /// another kind stay alone. The neighbourhood has been joined.
  public init(_ boards: [any Board], loss: Double, seed: UInt64, neighbourhood: AirNeighbourhood? = nil) {
    let air = Air(loss: loss, seed: seed, firstPlace: neighbourhood?.firstPlace ?? 0)
    let radios = boards.map { ($0 as? AssembledBoard)?.onBoard.packetRadio }
    for radio in radios { radio?.air = air }
    self.air = air
    self.neighbourhood = neighbourhood
    chips = boards.map(\.chip)
    loop = AirLoop(zip(chips, radios).map { AirMachine($0, radio: $1) }, on: air, neighbours: neighbourhood)
    neighbourhood?.attach(air, loop)
  }

  /// The present of the board that is furthest behind.
  public var now: Tick { loop.now }

  /// When something will happen next on any of them; now while one executes.
  public var nextActivity: Tick { chips.lazy.map(\.nextActivity).min() ?? .max }

  /// Up to when others want this process to go on; the largest tick while none waits for it.
  public var wanted: Tick { neighbourhood?.wanted ?? .max }

  /// Runs all to `limit`, or past it by the rest of one instruction; less far where the run is to end while it waits for
  /// another process.
  public func run(until limit: Tick) { loop.run(until: limit) }

  /// Between runs: hears what other processes have sent, and answers. Lets new ones in where `opens`, which hold still until
  /// they are there.
  public func serve(opens: Bool) { if opens { neighbourhood?.end() } else { neighbourhood?.look() } }

  /// The run has ended; others go on.
  public func leave() { neighbourhood?.leave() }
}
