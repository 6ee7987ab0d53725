import Foundation
import Machine

/// A walker as a mechanical model: a body that rises and falls, heels that strike, and an arm or a thigh that swings as a
/// pendulum about its joint, with the band somewhere on it and turned anyhow.
struct SyntheticWalker {
  /// Steps a minute.
  var cadence: Double
  /// Amplitude of the body's rise and fall in cm.
  var rise = 2.0
  /// Peak of the transient at each heel strike in g; it rings at 9 Hz and fades in 40 ms.
  var impact = 0.1
  /// Amplitude of the swing and the mean lean of the limb, in degrees.
  var swing = 20.0
  var lean = 5.0
  /// From the joint to the band, in m.
  var limb = 0.55
  /// How much stronger one foot treads than the other.
  var limp = 0.1
  /// Standard deviation of a step's length in time.
  var jitter = 0.03
  /// Noise of the sensor and of muscles in mg.
  var noise = 15.0
  /// Slow wandering of the limb in degrees.
  var wander = 5.0

  /// What the band feels during `steps` steps after `pause` seconds of rest, and again such a rest at the end: whole
  /// steps of 2 mg at 25 Hz.
  func samples(steps: Int, pause: Double = 5, seed: UInt64) -> [SIMD3<Int32>] {
    let random = SeededNoise(seed: seed, stream: 1)
    var strikes = [pause]
    for step in 0..<UInt64(steps) {
      let drift: Double = 1 + 0.04 * random.smooth(Double(step) / 20)
      let own: Double = 1 + jitter * 1.7 * random.signed(step &+ 1 << 33)
      strikes.append(strikes[strikes.count - 1] + 60 / cadence * drift * own)
    }
    let end = strikes[steps] + pause
    let mount = Rotation(random)
    var step = 0
    return (0..<Int(end * 25)).map { index in
      let time = Double(index) / 25
      while step < steps && strikes[step + 1] <= time { step += 1 }
      let isWalking = time >= pause && step < steps
      let felt = isWalking ? feel(time, step, strikes, random) : SIMD3(0, 0, 1)
      return SyntheticMotion.sample(mount.turn(felt), noise: isWalking ? noise : 3, random, index)
    }
  }

  /// The specific force in g along the limb's axes: forward, sideways, along the limb.
  private func feel(_ time: Double, _ step: Int, _ strikes: [Double], _ random: SeededNoise) -> SIMD3<Double> {
    let length = strikes[step + 1] - strikes[step]
    let phase = (time - strikes[step]) / length
    let turn = 2 * Double.pi
    let foot = step % 2 == 0 ? 1 + limp : 1 - limp
    let rate = turn / length
    let bounce = rise / 100 * rate * rate / 9.81 * foot
    let since = time - strikes[step]
    let ring: Double = impact * foot * exp(-since / 0.04) * cos(turn * 9 * since)
    let rising: Double = cos(turn * phase) + 0.25 * cos(2 * turn * phase)
    let up: Double = 1 + bounce * rising + ring
    let forward: Double = 0.4 * bounce * sin(turn * phase) + 0.5 * ring

    let stride = Double.pi * (phase + Double(step % 2))
    let slow = Double.pi / length
    let amplitude = swing * .pi / 180
    let mean: Double = (lean + wander * random.smooth(time / 4)) * .pi / 180
    let angle: Double = mean + amplitude * sin(stride)
    let speed: Double = amplitude * slow * cos(stride)
    let turning: Double = -amplitude * slow * slow * sin(stride)
    let outwards: Double = limb * speed * speed / 9.81
    let along: Double = up * cos(angle) - forward * sin(angle) + outwards
    let across: Double = up * sin(angle) + forward * cos(angle) + limb * turning / 9.81
    return SIMD3(across, 0.1 * bounce * sin(stride), along)
  }
}
