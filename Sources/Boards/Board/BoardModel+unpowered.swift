import Machine
import World

extension BoardModel {
  /// Calls `body` with a board of this kind that is not powered on, for what only a whole one tells: its loads, its chip's
  /// registers.
  public func withUnpowered<Result>(_ body: (any Board) throws -> Result) rethrows -> Result {
    let emulation = Emulation()
    let heart = HeartGenerator(on: emulation, seed: 1, wearer: nil)
    let surroundings = BoardSurroundings(seed: 1, motion: StillMotion(), heart: heart, startPercent: 80)
    return try withExtendedLifetime(emulation) { try body(make(emulation, in: surroundings)) }
  }
}
