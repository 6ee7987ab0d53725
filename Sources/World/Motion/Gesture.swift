import Machine

/// A short movement of the hand while the wearer goes on with what they do: it goes out to something, stays there, and comes
/// back. The body, and so every step, goes on beneath it.
public struct Gesture: Hashable, Codable, Sendable {
  /// The hand begins to move.
  public var start: Tick
  /// It is back.
  public var end: Tick

  /// The longest way out, and back, in seconds: of a hand that is in no hurry.
  private static let longestWay = 0.7
  /// How far the forearm comes up on the way, in turns: from hanging to a little below level, or as far again from where it is.
  private static let lift = 0.2
  /// The strongest push that starts and stops the hand, in g: an estimate, as that of a raised wrist.
  private static let push = 0.3

  /// What the sensor feels at a time within the gesture, where it would feel `felt` without it.
  func acceleration(at time: Tick, over felt: Acceleration) -> Acceleration {
    let way = min(Gesture.longestWay, (end - start).inSeconds / 2)
    let out = min((time - start).inSeconds / way, 1)
    let back = min((end - time).inSeconds / way, 1)
    let progress = min(out, back)
    let weight = progress * progress * (3 - 2 * progress)
    let (sine, cosine) = (Turn.sine(Gesture.lift * weight), Turn.cosine(Gesture.lift * weight))
    // Forwards first and then against it; on the way back the other way round.
    let push = out < 1 ? Gesture.push * Turn.sine(out) : back < 1 ? Gesture.push * Turn.sine(back) : 0
    let (x, z) = (Double(felt.x) / 1e6, Double(felt.z) / 1e6)
    return Acceleration(
      g: x * cosine - z * sine + push, Double(felt.y) / 1e6 + 0.3 * push, x * sine + z * cosine + 0.5 * push)
  }
}
