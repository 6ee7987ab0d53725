import Machine

/// A pulse as light sees it: its phase goes on with the rate, and its shape is that of blood in the skin.
struct PulseWave: Codable {
  /// A whole beat, in ticks times beats a minute.
  private static let beat: UInt64 = 60 * Tick.perSecond

  private var phase: UInt64 = 0
  private var time: Tick = 0

  /// Moves on to a time with the rate that the pulse has then; returns how far it is in its beat, 0 ..< 1.
  mutating func advance(to now: Tick, rate: Int) -> Double {
    let passed = now > time ? (now - time) % PulseWave.beat : 0
    phase = (phase % PulseWave.beat + passed * UInt64(min(max(rate, 0), 255))) % PulseWave.beat
    time = now
    return Double(phase) / Double(PulseWave.beat)
  }

  /// How much blood there is, 0 ... 1: a fast rise, a slow fall with the second wave that comes back (chosen shape).
  static func volume(_ phase: Double) -> Double {
    let rise = 0.18
    guard phase >= rise else {
      let part = phase / rise
      return part * part * (3 - 2 * part)
    }
    let part = (phase - rise) / (1 - rise)
    let fall = 1 - part * part * (3 - 2 * part)
    let middle = (part - 0.42) / 0.16
    return middle.magnitude < 1 ? fall + 0.08 * (1 - middle * middle) : fall
  }
}
