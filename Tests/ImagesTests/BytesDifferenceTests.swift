import Testing

@testable import Images

@Suite struct BytesDifferenceTests {
  @Test func theFirstPlaceOfTheRangeThatDiffers() {
    let bytes: [UInt8] = [0, 1, 2, 3, 4, 5]
    #expect(bytes.firstDifference(from: bytes, in: 0..<6) == nil)
    for place in bytes.indices {
      var other = bytes
      other[place] = 9
      for lower in 0...6 {
        for upper in lower...6 {
          let range = lower..<upper
          #expect(bytes.firstDifference(from: other, in: range) == (range.contains(place) ? place : nil))
        }
      }
    }
  }
}
