/// Contents of memories have a million bytes. What goes through all of them stands here because what needs it is not optimised.
extension [UInt8] {
  /// The first place in `range` where two contents of one length differ; `nil` where they are equal.
  package func firstDifference(from other: [UInt8], in range: Range<Int>) -> Int? {
    range.first { self[$0] != other[$0] }
  }

  /// Sets a range to one value.
  package mutating func fill(_ range: Range<Int>, with value: UInt8) {
    for place in range { self[place] = value }
  }

  /// Replaces what is there from `offset` on.
  package mutating func put(_ bytes: [UInt8], at offset: Int) {
    replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }
}
