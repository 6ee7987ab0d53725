import Parts

/// An LED, or several in one case, that a person looks at.
public protocol Light: AnyObject {
  /// As reports call it.
  var name: String { get }
  /// What it shines in, as people call it; `off` while it is dark.
  var colorName: String { get }
  /// What it looks like; black while it is dark.
  var seenColor: LightColor { get }
}

extension RGBLED: Light {}

extension LED: Light {
  /// Its colour, while it was lit within the last moments.
  public var colorName: String { isSeen ? color.rawValue : "off" }
}
