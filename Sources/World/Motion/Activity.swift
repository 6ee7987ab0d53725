/// What the wearer does.
public enum Activity: Hashable, Codable, Sendable {
  /// The band lies on a table.
  case still
  /// Sitting or standing, the hands moving now and then.
  case rest
  /// In bed, turning over rarely.
  case sleep
  /// Walking or running: steps a minute, clamped to 20 ... 240, and strength in percent of the usual for that cadence,
  /// clamped to 10 ... 400.
  case walk(cadence: Int, strength: Int = 100)
  /// Moving the hand to and fro without walking: swings a minute, clamped to 10 ... 400.
  case wave(perMinute: Int)
  /// Running with bent elbows: steps a minute, clamped to 20 ... 240.
  case run(cadence: Int)
  /// Lifting the wrist to look at the display, and holding it there.
  case raise
  /// As a recording has it, by its number among those of the wearer; from its beginning.
  case recorded(Int)
}
