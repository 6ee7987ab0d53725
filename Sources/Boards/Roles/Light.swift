import Parts

/// An LED, or several in one case, that a person looks at.
public protocol Light: AnyObject {
  /// As reports call it.
  var name: String { get }
  /// What it shines in, as people call it; `off` while it is dark.
  var colorName: String { get }
}

extension RGBLED: Light {}

extension LED: Light {
  /// Its colour, while it was lit within the last moments.
  public var colorName: String { duty > 0.001 ? color.rawValue : "off" }
}
