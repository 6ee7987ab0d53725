import Machine

/// A hand that does not walk: it lies in a pose and now and then takes another one, with a shake on the way.
struct Posture {
  private let noise: SeededNoise
  private let isAsleep: Bool
  /// Time is cut into slots; each may hold one movement.
  private let slot: Tick
  private let probability: Double
  /// The slot that was asked for last: a hand lies still for nearly all of its time.
  private var known: Slot?

  /// What is the same throughout a slot.
  private struct Slot {
    var start: Tick
    var end: Tick
    var number: Tick
    /// The poses before its movement and after it, and what a hand feels that lies in them.
    var before: SIMD2<Double>
    var after: SIMD2<Double>
    var feltBefore: Acceleration
    var feltAfter: Acceleration
    /// The movement in seconds of the slot; `nil` where there is none.
    var movement: (begin: Double, duration: Double)?
  }

  init(_ noise: SeededNoise, isAsleep: Bool) {
    self.noise = noise
    self.isAsleep = isAsleep
    slot = isAsleep ? 720 * Tick.perSecond : 10 * Tick.perSecond
    probability = isAsleep ? 0.35 : 0.25
  }

  mutating func acceleration(elapsed: Tick) -> Acceleration {
    let slot = found(at: elapsed)
    guard let movement = slot.movement else { return slot.feltBefore }
    let seconds = (elapsed - slot.start).inSeconds
    let progress = (seconds - movement.begin) / movement.duration
    if progress >= 1 { return slot.feltAfter }
    guard progress > 0 else { return slot.feltBefore }
    let weight = progress * progress * (3 - 2 * progress)
    let pose = slot.before + (slot.after - slot.before) * weight
    let shake = shake(slot.number, seconds - movement.begin, envelope: 4 * progress * (1 - progress))
    return felt(pose, shake)
  }

  private mutating func found(at elapsed: Tick) -> Slot {
    if let known, elapsed >= known.start, elapsed < known.end { return known }
    let number = elapsed / slot
    let (before, after) = (pose(before: number), pose(of: number))
    var found = Slot(
      start: number * slot, end: (number * slot).adding(slot), number: number, before: before, after: after,
      feltBefore: felt(before, .zero), feltAfter: felt(after, .zero))
    if hasMovement(number) {
      let longest = isAsleep ? 6.0 : 2.5
      let duration = longest * (0.3 + 0.7 * value(number, 1))
      found.movement = (value(number, 2) * (slot.inSeconds - duration), duration)
    }
    known = found
    return found
  }

  private func felt(_ pose: SIMD2<Double>, _ shake: SIMD3<Double>) -> Acceleration {
    let (sinLift, cosLift) = (Turn.sine(pose.x), Turn.cosine(pose.x))
    return Acceleration(
      g: sinLift + shake.x, cosLift * Turn.sine(pose.y) + shake.y, cosLift * Turn.cosine(pose.y) + shake.z)
  }

  private func shake(_ place: Tick, _ seconds: Double, envelope: Double) -> SIMD3<Double> {
    let rate = isAsleep ? 0.7 + 0.8 * value(place, 3) : 1 + 2 * value(place, 3)
    let strength = isAsleep ? 0.1 + 0.3 * value(place, 4) : 0.05 + 0.2 * value(place, 4)
    let turns = rate * seconds
    return SIMD3(Turn.sine(turns), Turn.sine(1.3 * turns + 0.2), Turn.sine(0.8 * turns + 0.4)) * (strength * envelope)
  }

  private func value(_ place: Tick, _ kind: UInt64) -> Double { noise.unit(place &* 16 &+ kind) }

  private func hasMovement(_ place: Tick) -> Bool { value(place, 0) < probability }

  /// Forearm elevation and roll, in turns.
  private func pose(of place: Tick) -> SIMD2<Double> {
    SIMD2(0.3 * value(place, 5) - 0.15, 0.6 * value(place, 6) - 0.3)
  }

  /// The pose that the last movement before a slot left; looking back further than 64 slots is not worth it.
  private func pose(before place: Tick) -> SIMD2<Double> {
    var earlier = place
    while earlier > 0 && place - earlier < 64 {
      earlier -= 1
      if hasMovement(earlier) { return pose(of: earlier) }
    }
    return pose(of: .max)
  }
}
