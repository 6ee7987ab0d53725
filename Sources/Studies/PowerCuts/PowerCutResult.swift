/// What a cut in one flash operation left.
public struct PowerCutResult: Codable, Hashable, Sendable {
  /// What runs after the power came back.
  public enum Boots: String, Codable, CaseIterable, Sendable {
    /// The image that was in slot 0 at the start.
    case old
    /// Another whole image.
    case new
    /// No whole image.
    case nothing
  }

  /// The operation that was cut; `nil` of a run without a cut.
  public var operation: UInt64?
  /// Programs and erases of the run, those after the cut included.
  public var operations: UInt64
  /// When the power was cut, in virtual seconds.
  public var seconds: Double?
  /// What runs at the end.
  public var boots: Boots
  /// The hash of the image in slot 0.
  public var image: String?
  /// Entries of the activity log when the operation that was cut would have ended, without the cut.
  public var activityEntries: Int
  /// How many of them are not there at the end.
  public var activityLost: Int

  package enum CodingKeys: String, CodingKey {
    case operation, operations, seconds, boots, image
    case activityEntries = "activity_entries"
    case activityLost = "activity_lost"
  }

  /// A whole image runs, and the activity log has lost no more than the entry that was being written.
  public var isGood: Bool { boots != .nothing && activityLost <= 1 }
}
