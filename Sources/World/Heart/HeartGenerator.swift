import Machine

/// A wearer's pulse: 60 to 65 at rest, 52 asleep, 40 above rest when walking at 110 steps a minute, reached and left
/// within a minute and a half, with a seeded drift of up to two and a half beats.
///
/// The levels are ordinary ones of an adult at rest and walking; they are chosen, not measured.
public final class HeartGenerator: HeartSource, Snapshotting {
  private static let approach: Tick = 90 * Tick.perSecond

  /// A pulse that somebody set, instead of the wearer's own; 0 where there is no skin under the sensor.
  public var override: Int?
  private let wearer: GaitGenerator?
  private let trace: HeartRateTrace?
  private let noise: SeededNoise
  /// This person's pulse at rest.
  private let resting: Double

  /// The pulse of a recording; where there is none, of a wearer, or of somebody at rest where `wearer` is `nil`.
  public init(
    _ name: String = "heart", on emulation: Emulation, seed: UInt64, wearer: GaitGenerator?,
    trace: HeartRateTrace? = nil
  ) {
    self.wearer = wearer
    self.trace = trace
    noise = SeededNoise(seed: seed, stream: 0x4842)
    resting = 60 + 5 * noise.unit(1 << 40)
    emulation.register(name, self)
  }

  /// Beats a minute; `nil` while the band lies on a table.
  public func beatsPerMinute(at time: Tick) -> Int? {
    if let override { return override > 0 ? override : nil }
    if let trace { return trace.beatsPerMinute(at: time) }
    guard let timeline = wearer?.timeline else { return rounded(resting, time) }
    let index = timeline.index(at: time)
    if timeline.segments[index].activity == .still { return nil }
    return rounded(level(timeline.segments, index, at: time), time)
  }

  /// Walking and waving shake the sensor.
  public func disturbance(at time: Tick) -> Int {
    guard let timeline = wearer?.timeline else { return 10 }
    return switch timeline.activity(at: time) {
    case .still, .sleep: 0
    case .rest: 10
    case .walk(let cadence, _), .run(let cadence): min(max(cadence - 30, 30), 95)
    case .wave: 80
    case .raise, .recorded: 30
    }
  }

  private func rounded(_ level: Double, _ time: Tick) -> Int {
    Int((level + 2.5 * noise.smooth(time.inSeconds / 45)).rounded())
  }

  /// The level approaches that of the present activity in a straight line from where the last one left it.
  private func level(_ segments: [ActivityTimeline.Segment], _ index: Int, at time: Tick) -> Double {
    var first = index
    // A segment longer than the approach has reached its own level.
    while first > 0, index - first < 50 {
      first -= 1
      if segments[first + 1].start - segments[first].start >= HeartGenerator.approach { break }
    }
    var level = target(segments[first].activity)
    guard first < index else { return level }
    for place in (first + 1)...index {
      let end = place == index ? time : segments[place + 1].start
      let part = min(Double(end - segments[place].start) / Double(HeartGenerator.approach), 1)
      level += (target(segments[place].activity) - level) * part
    }
    return level
  }

  private func target(_ activity: Activity) -> Double {
    switch activity {
    case .still, .rest, .raise, .recorded: resting
    case .sleep: 52
    case .run(let cadence): resting + 75 * Double(min(max(cadence, 20), 240)) / 165
    case .wave: resting + 8
    case .walk(let cadence, _): resting + 40 * Double(min(max(cadence, 20), 240)) / 110
    }
  }

  /// The pulse that somebody set.
  public func saveState() -> Int? { override }

  /// Takes it over.
  public func restoreState(_ state: Int?) { override = state }
}
