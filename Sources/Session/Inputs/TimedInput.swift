import Machine

/// An input with the time at which it happens.
public struct TimedInput: Hashable, Codable, Sendable {
  /// When.
  public var time: Tick
  /// What.
  public var event: InputEvent

  /// An input at a time.
  public init(_ time: Tick, _ event: InputEvent) {
    self.time = time
    self.event = event
  }
}
