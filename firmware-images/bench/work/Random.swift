/// A linear congruential generator (the multiplier of Numerical Recipes): the same numbers everywhere.
struct Random {
  private var state: UInt32

  init(seed: UInt32) { state = seed }

  mutating func next() -> UInt32 {
    state = state &* 1_664_525 &+ 1_013_904_223
    return state >> 8
  }
}
