import CortexM0
import Machine
import NRF51

/// Boards whose radios hear each other. They run together, on one thread, and the same boards in the same order give the same
/// run, however it is cut.
public final class SharedAir {
  private let air: Air
  private let chips: [any Chip]
  private let loop: AirLoop

  /// Joins boards that have not started yet; `loss` is the part of all packets that a receiver does not hear, 0 ... 1. Radios of
  /// another kind stay alone.
  public init(_ boards: [any Board], loss: Double, seed: UInt64) {
    let air = Air(loss: loss, seed: seed)
    for board in boards { (board as? AssembledBoard)?.onBoard.packetRadio?.air = air }
    self.air = air
    chips = boards.map(\.chip)
    loop = AirLoop(chips.map { AirMachine($0) }, on: air)
  }

  /// The present of the board that is furthest behind.
  public var now: Tick { loop.now }

  /// When something will happen next on any of them; now while one executes.
  public var nextActivity: Tick { chips.lazy.map(\.nextActivity).min() ?? .max }

  /// Runs all to `limit`, or past it by the rest of one instruction.
  public func run(until limit: Tick) { loop.run(until: limit) }
}
