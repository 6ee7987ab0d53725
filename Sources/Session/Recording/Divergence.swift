import Machine

/// Where a repeated run first differs from its recording.
public struct Divergence: Hashable, Sendable, CustomStringConvertible {
  /// When, in the repeated run; the end of it where only the digest differs.
  public var time: Tick
  /// The line of the recording that says otherwise; `nil` where none does.
  public var line: Int?
  /// What was recorded and what happened instead.
  public var what: String

  /// One line for people, without the file's name.
  public var description: String { "\(TimeText.exact(time)) (tick \(time)): \(what)" }
}
