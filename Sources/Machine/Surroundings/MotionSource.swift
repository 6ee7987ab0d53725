/// What moves the band: a generator or a recording.
public protocol MotionSource: AnyObject {
  /// The acceleration at a time, which may lie in the past: sensors fetch their samples when somebody asks for them. The
  /// answer for one time must always be the same.
  func acceleration(at time: Tick) -> Acceleration
  /// Steps walked in (0, time].
  func trueSteps(at time: Tick) -> Int
}
