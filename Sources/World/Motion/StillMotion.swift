import Machine

/// A band that lies still.
public final class StillMotion: MotionSource {
  private let vector: Acceleration

  /// A band that feels `vector` all the time.
  public init(_ vector: Acceleration = .still) { self.vector = vector }

  /// The same at all times.
  public func acceleration(at time: Tick) -> Acceleration { vector }

  /// No steps.
  public func trueSteps(at time: Tick) -> Int { 0 }
}
