extension [UInt8] {
  /// The first place in `range` where two contents of one length differ; `nil` where they are equal. Contents have a million bytes,
  /// and are compared here because what compares them is not optimised.
  package func firstDifference(from other: [UInt8], in range: Range<Int>) -> Int? {
    range.first { self[$0] != other[$0] }
  }
}
