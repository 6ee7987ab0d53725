extension LED {
  /// What an LED shines in.
  public enum Color: String, Codable, Sendable, CaseIterable {
    /// About 630 nm.
    case red
    /// About 600 nm.
    case orange
    /// About 590 nm.
    case yellow
    /// About 525 nm.
    case green
    /// About 470 nm.
    case blue
    /// A blue one with phosphor.
    case white

    /// On a screen, as bright as it gets (chosen; the mixed colours of an `RGBLED` are sums of its red, green and blue).
    public var full: LightColor {
      switch self {
      case .red: LightColor(red: 255, green: 0, blue: 0)
      case .orange: LightColor(red: 255, green: 128, blue: 0)
      case .yellow: LightColor(red: 255, green: 208, blue: 0)
      case .green: LightColor(red: 0, green: 255, blue: 0)
      case .blue: LightColor(red: 0, green: 0, blue: 255)
      case .white: LightColor(red: 255, green: 255, blue: 255)
      }
    }
  }
}
