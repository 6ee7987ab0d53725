import Machine

/// What is around a board when it is made: who moves and wears it, and how full its cell is.
public struct BoardSurroundings {
  /// Of everything random in it.
  public var seed: UInt64
  /// What moves it.
  public var motion: any MotionSource
  /// Whose pulse it measures.
  public var heart: any HeartSource
  /// The charge of its cell in percent, 0 ... 100.
  public var startPercent: Int

  /// All of it.
  public init(seed: UInt64, motion: any MotionSource, heart: any HeartSource, startPercent: Int) {
    self.seed = seed
    self.motion = motion
    self.heart = heart
    self.startPercent = startPercent
  }
}
