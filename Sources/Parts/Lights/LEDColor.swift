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
  }
}
