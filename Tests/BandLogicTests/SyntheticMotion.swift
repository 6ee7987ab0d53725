import Foundation
import Machine

/// What is no walk.
enum SyntheticMotion {
  /// A car: the body rocks on its springs `hertz` times a second, driven at random; the engine hums; now and then the wheel
  /// is turned.
  static func drive(seconds: Int, rocking: Double = 0.05, hertz: Double = 1.4, seed: UInt64) -> [SIMD3<Int32>] {
    let random = SeededNoise(seed: seed, stream: 2)
    let mount = Rotation(random)
    let rate = 2 * Double.pi * hertz
    let strength: Double = rocking * 4 * hertz * hertz / 1.96
    var (place, speed) = (0.0, 0.0)
    return (0..<seconds * 25).map { index in
      let time = Double(index) / 25
      let road = random.signed(UInt64(index) &+ 1 << 34) * (0.4 + abs(random.smooth(time / 7)))
      // A spring damped to four tenths of critical, as cars are; its output has about the wanted strength.
      for _ in 0..<4 {
        let force: Double = 60 * road - rate * rate * place - 0.8 * rate * speed
        speed += force / 100
        place += speed / 100
      }
      let steering = 0.4 * random.smooth(time / 3)
      let engine: Double = 0.01 * sin(71 * time)
      let forward: Double = sin(steering) + 0.3 * rocking * road
      let up: Double = cos(steering) + strength * place + engine
      let felt = SIMD3(forward, 0.15 * random.smooth(time / 5), up)
      return sample(mount.turn(felt), noise: 10, random, index)
    }
  }

  /// Keys are struck five times a second, unevenly, with pauses.
  static func typing(seconds: Int, seed: UInt64) -> [SIMD3<Int32>] {
    let random = SeededNoise(seed: seed, stream: 3)
    let mount = Rotation(random)
    return (0..<seconds * 25).map { index in
      let time = Double(index) / 25
      let isBusy = random.smooth(time / 6) > -0.2
      let struck = isBusy && random.unit(UInt64(index) &+ 1 << 35) < 0.2
      let tilt = 0.1 * random.smooth(time / 2)
      let tap = struck ? 0.08 * random.signed(UInt64(index) &+ 1 << 36) : 0
      return sample(mount.turn(SIMD3(sin(tilt), 0.3 * tap, cos(tilt) + tap)), noise: 5, random, index)
    }
  }

  /// On the handlebar: a rough road, and the pedals felt a little, 80 turns a minute.
  static func cycling(seconds: Int, seed: UInt64) -> [SIMD3<Int32>] {
    let random = SeededNoise(seed: seed, stream: 4)
    let mount = Rotation(random)
    return (0..<seconds * 25).map { index in
      let time = Double(index) / 25
      let turns: Double = 80 * time / 60 + 0.3 * random.smooth(time / 5)
      let pedal: Double = 0.012 * sin(2 * .pi * turns)
      let roughness: Double = 0.5 + abs(random.smooth(time / 3))
      let road: Double = 0.12 * random.signed(UInt64(index) &+ 1 << 34) * roughness
      let lean: Double = 0.5 + 0.1 * random.smooth(time / 3)
      let felt = SIMD3(sin(lean) + 0.5 * road, pedal, cos(lean) + road + pedal)
      return sample(mount.turn(felt), noise: 10, random, index)
    }
  }

  /// A toothbrush, 4.5 strokes a second.
  static func brushing(seconds: Int, seed: UInt64) -> [SIMD3<Int32>] {
    let random = SeededNoise(seed: seed, stream: 5)
    let mount = Rotation(random)
    return (0..<seconds * 25).map { index in
      let time = Double(index) / 25
      let strokes: Double = 4.5 * time + 0.5 * random.smooth(time / 2)
      let stroke: Double = 0.5 * sin(2 * .pi * strokes)
      let tilt = 0.8 * random.smooth(time / 5)
      return sample(mount.turn(SIMD3(stroke + sin(tilt), 0, cos(tilt))), noise: 20, random, index)
    }
  }

  /// In the sensor's whole steps of 2 mg, within ±4 g; `noise` is a standard deviation in mg.
  static func sample(_ felt: SIMD3<Double>, noise: Double, _ random: SeededNoise, _ index: Int) -> SIMD3<Int32> {
    func axis(_ value: Double, _ number: UInt64) -> Int32 {
      let own = random.signed(UInt64(index) &* 4 &+ number) * noise * 1.7
      return 2 * Int32((max(-4096, min(4094, value * 1000 + own)) / 2).rounded())
    }
    return SIMD3(axis(felt.x, 1), axis(felt.y, 2), axis(felt.z, 3))
  }
}
