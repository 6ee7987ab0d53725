import Machine

/// Where the pointers of a `TimedPage` are, for generated code.
enum TimedPageLayout {
  static let bytes = offset(\.bytes)
  static let words = offset(\.words)
  static let heldLoads = offset(\.heldLoads)

  private static func offset(_ field: PartialKeyPath<TimedPage>) -> Int32 {
    Int32(MemoryLayout<TimedPage>.offset(of: field) ?? 0)
  }
}
