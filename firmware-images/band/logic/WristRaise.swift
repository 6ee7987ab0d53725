/// Sees the wrist being lifted to look at the display, from acceleration at 25 samples a second: the display was turned
/// away from above, and within a second and a half it faces up and is held still.
struct WristRaise {
  /// Least of gravity out of the display that counts as facing up, and most that counts as turned away, in mg.
  private static let up: Int32 = 750
  private static let away: Int32 = 450
  /// Samples that it has to be held for: 0.28 s.
  private static let held = 7
  /// Samples since it was turned away, at most: a slower turn is no look at the time.
  private static let longest = 38
  /// Most change from one sample to the next while it is held, in mg.
  private static let still: Int32 = 150

  private var sinceAway = Self.longest + 1
  private var upFor = 0
  private var last: (x: Int32, y: Int32, z: Int32) = (0, 0, 0)

  init() {}

  /// Takes one sample in mg: z out of the display. True when the wrist has just been lifted.
  mutating func add(x: Int32, y: Int32, z: Int32) -> Bool {
    let change = max(abs(x &- last.x), max(abs(y &- last.y), abs(z &- last.z)))
    last = (x, y, z)
    if z < Self.away {
      sinceAway = 0
      upFor = 0
      return false
    }
    if sinceAway <= Self.longest { sinceAway += 1 }
    upFor = z >= Self.up && change <= Self.still ? upFor + 1 : 0
    guard upFor >= Self.held, sinceAway <= Self.longest else { return false }
    // Once a lift.
    sinceAway = Self.longest + 1
    return true
  }
}
