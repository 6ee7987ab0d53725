import Foundation
import Machine

/// Somebody about the house, as a mechanical model: a few steps at a time, the hand reaching for things over all of it, and
/// at work while the feet stand.
struct SyntheticHousehold {
  /// From the elbow to the band, in m.
  private static let limb = 0.5
  private let random: SeededNoise
  /// The times of the heel strikes of each bout; the last one ends it.
  private var bouts: [[Double]] = []

  /// - steps: the fewest and the most at a time.
  init(steps: ClosedRange<Int>, seconds: Int, seed: UInt64) {
    random = SeededNoise(seed: seed, stream: 9)
    var time = 5.0
    while time < Double(seconds) - 30 {
      let number = UInt64(bouts.count) * 100
      let few = random.unit(number)
      let count = steps.lowerBound + Int(Double(steps.count - 1) * few * few)
      let cadence: Double = 85 + 30 * random.unit(number + 1)
      var strikes = [time]
      for step in 0..<UInt64(count) {
        time += 60 / cadence * (1 + 0.085 * random.signed(number + 10 + step))
        strikes.append(time)
      }
      bouts.append(strikes)
      let pause = random.unit(number + 2)
      time += 3 + 40 * pause * pause
    }
  }

  /// Steps made.
  var trueSteps: Int { bouts.reduce(0) { $0 + $1.count - 1 } }

  /// What the band feels: whole steps of 2 mg at 25 Hz.
  func samples(seconds: Int) -> [SIMD3<Int32>] {
    let mount = Rotation(random)
    var bout = 0
    var step = 0
    return (0..<seconds * 25).map { index in
      let time = Double(index) / 25
      while bout < bouts.count, bouts[bout][bouts[bout].count - 1] <= time { (bout, step) = (bout + 1, 0) }
      guard bout < bouts.count, bouts[bout][0] <= time else {
        return SyntheticMotion.sample(mount.turn(work(time)), noise: 5, random, index)
      }
      while bouts[bout][step + 1] <= time { step += 1 }
      return SyntheticMotion.sample(mount.turn(walk(time, bouts[bout], step)), noise: 12, random, index)
    }
  }

  private func walk(_ time: Double, _ strikes: [Double], _ step: Int) -> SIMD3<Double> {
    let length = strikes[step + 1] - strikes[step]
    let since = time - strikes[step]
    let turn = 2 * Double.pi
    // The first and the last step are weaker.
    let force: Double = step == 0 || step + 2 == strikes.count ? 0.6 : 1
    let foot: Double = step % 2 == 0 ? 1.15 : 0.85
    let rate = turn / length
    let phase = since / length
    let bounce: Double = 0.018 * rate * rate / 9.81 * foot
    let ring: Double = 0.1 * foot * exp(-since / 0.04) * cos(turn * 9 * since)
    let rising: Double = cos(turn * phase) + 0.25 * cos(2 * turn * phase)
    let up: Double = 1 + force * (bounce * rising + ring)
    let forward: Double = force * (0.4 * bounce * sin(turn * phase) + 0.5 * ring)
    let stride = Double.pi * (phase + Double(step % 2))
    let swing: Double = (4 + 14 * abs(random.smooth(time / 30 + 500))) * .pi / 180 * force
    return feel(time, up, forward, side: 0.1 * bounce * sin(stride), swing: swing * sin(stride))
  }

  /// The hands are at work, unevenly, now more, now less; the feet stand.
  private func work(_ time: Double) -> SIMD3<Double> {
    let busy: Double = max(0, random.smooth(time / 6 + 900) + 0.2)
    let up: Double = 1 + 0.12 * busy * random.smooth(time * 3 + 3_000)
    let forward: Double = 0.12 * busy * random.smooth(time * 3.3 + 9_000)
    let side: Double = 0.1 * busy * random.smooth(time * 2.7 + 20_000)
    return feel(time, up, forward, side: side, swing: 0.5 * busy * random.smooth(time * 1.3 + 2_000))
  }

  /// The specific force in g along the limb's axes, at an angle of `swing` beyond where it is held and reaches to.
  private func feel(
    _ time: Double, _ up: Double, _ forward: Double, side: Double, swing: Double
  ) -> SIMD3<Double> {
    let brief = 0.02
    let (before, here, after) = (reach(time - brief), reach(time), reach(time + brief))
    let speed = (after - before) / (2 * brief)
    let turning = (after - 2 * here + before) / (brief * brief)
    let lean: Double = (20 + 25 * random.smooth(time / 7)) * .pi / 180
    let angle = lean + swing + here
    let across: Double = up * sin(angle) + forward * cos(angle) + Self.limb * turning / 9.81
    let along: Double = up * cos(angle) - forward * sin(angle) + Self.limb * speed * speed / 9.81
    return SIMD3(across, side, along)
  }

  /// How far the arm reaches out, in radians: in two of five stretches of five seconds somewhere by 40 to 100 degrees, for
  /// 1.5 to 4 s.
  private func reach(_ time: Double) -> Double {
    let stretch = max(0, (time / 5).rounded(.down))
    let number = (UInt64(stretch) &+ 1 << 37) &* 8
    guard random.unit(number) < 0.4 else { return 0 }
    let length: Double = 1.5 + 2.5 * random.unit(number &+ 1)
    let since: Double = time - 5 * stretch - (5 - length) * random.unit(number &+ 2)
    guard since > 0, since < length else { return 0 }
    let way = min(0.7, length / 2)
    let progress = min(1, min(since, length - since) / way)
    let far: Double = (40 + 60 * random.unit(number &+ 3)) * .pi / 180
    return (random.unit(number &+ 4) < 0.5 ? -far : far) * progress * progress * (3 - 2 * progress)
  }
}
