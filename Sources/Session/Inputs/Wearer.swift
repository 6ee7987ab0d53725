import Machine
import World

/// A seeded person who wears the band: what they do and when they touch it, day by day.
///
/// Tick 0 is 07:00. A day has five walks of 90 minutes in all, 60 touches while awake and eight hours of sleep, each
/// moved about by the seed, by up to a tenth of its length or ten minutes.
public struct Wearer: Sendable {
  /// Something the wearer does.
  package enum Action: Hashable, Sendable {
    /// Begins an activity, which lasts until the next.
    case begin(Activity)
    /// Touches the key.
    case touch
  }

  /// How long a finger stays on the key: long enough for any debouncing, short for a person.
  public static let touchMilliseconds: UInt32 = 150
  /// How long a hand is away that reaches for something: 0.7 s each way, and a moment to take it.
  public static let gestureMilliseconds: UInt32 = 3_000
  /// Ticks of a day.
  package static let day: Tick = .seconds(86_400)
  /// Nominal starts, in minutes after 07:00, and lengths, in minutes, of the walks.
  private static let walks: [(start: UInt64, minutes: UInt64)] = [(50, 20), (210, 10), (330, 20), (630, 25), (780, 15)]
  private static let touches: UInt64 = 60
  /// Sleep lasts 8 h and begins at 23:00 at the latest.
  private static let sleepMinutes: UInt64 = 480

  private let wear: Wear
  private let noise: SeededNoise

  /// A person for a seed.
  public init(_ wear: Wear, seed: UInt64) {
    self.wear = wear
    noise = SeededNoise(seed: seed, stream: 0x7765_6172)
  }

  /// What the wearer does at tick 0.
  package var first: Activity {
    switch wear {
    case .day, .rest: .rest
    case .walk(let cadence): .walk(cadence: Int(cadence))
    case .none: .still
    }
  }

  /// What the wearer does on day `number` (0 is the first), in the order of time.
  package func plan(day number: UInt64) -> [(time: Tick, action: Action)] {
    guard wear == .day else { return [] }
    let start = number &* Wearer.day
    var plan: [(time: Tick, action: Action)] = []
    var index = number &* 1_000
    func random() -> Double {
      index &+= 1
      return noise.unit(index)
    }
    if number > 0 { plan.append((start, .begin(.rest))) }
    for walk in Wearer.walks {
      let begin = start + minutes(Double(walk.start) + 20 * random() - 10)
      let length = minutes(Double(walk.minutes) * (0.9 + 0.2 * random()))
      plan.append((begin, .begin(.walk(cadence: 96 + Int(random() * 23)))))
      plan.append((begin + length, .begin(.rest)))
    }
    let asleep = start + Wearer.day - minutes(Double(Wearer.sleepMinutes) + 10 * random())
    plan.append((asleep, .begin(.sleep)))
    // The last minutes before 07:00 are spent awake where sleep began early.
    plan.append((asleep + minutes(Double(Wearer.sleepMinutes)), .begin(.rest)))
    for _ in 0..<Wearer.touches { plan.append((start + Tick(random() * Double(asleep - start)), .touch)) }
    return plan.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private func minutes(_ count: Double) -> Tick { .seconds(rounding: count * 60) }
}
