/// What the bootloader found wrong while it looked for an image to start.
public struct BootFindings: Equatable, Sendable {
  /// With what is in slot 0; nil where nothing is, or where it was not looked at.
  public var slot0: ImageFault?
  /// And in slot 1.
  public var slot1: ImageFault?
  /// With the image in slot 1 that was to be tested or kept, and was erased for it.
  public var refused: ImageFault?

  /// Nothing.
  public init(slot0: ImageFault? = nil, slot1: ImageFault? = nil, refused: ImageFault? = nil) {
    self.slot0 = slot0
    self.slot1 = slot1
    self.refused = refused
  }
}
