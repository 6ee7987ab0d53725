import Machine

/// Where the fields of the bus's entries for pages are, for generated code: `TimedPage` of three pointers, `CodePage` of two words.
enum PageOffsets {
  static let bytes = offset(\TimedPage.bytes)
  static let words = offset(\TimedPage.words)
  static let heldLoads = offset(\TimedPage.heldLoads)
  static let place = offset(\CodePage.place)
  static let granules = offset(\CodePage.granules)

  private static func offset<Page>(_ field: PartialKeyPath<Page>) -> Int32 {
    Int32(MemoryLayout<Page>.offset(of: field) ?? 0)
  }
}
