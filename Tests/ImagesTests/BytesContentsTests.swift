import Testing

@testable import Images

@Suite struct BytesContentsTests {
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

  @Test func whatIsFilledAndPutStaysInItsPlace() {
    var bytes: [UInt8] = [0, 1, 2, 3, 4, 5]
    bytes.fill(1..<4, with: 9)
    #expect(bytes == [0, 9, 9, 9, 4, 5])
    bytes.put([7, 8], at: 3)
    #expect(bytes == [0, 9, 9, 7, 8, 5])
    bytes.put([], at: 6)
    bytes.fill(6..<6, with: 1)
    #expect(bytes == [0, 9, 9, 7, 8, 5])
  }
}
