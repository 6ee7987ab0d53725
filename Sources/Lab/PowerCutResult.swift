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
}
