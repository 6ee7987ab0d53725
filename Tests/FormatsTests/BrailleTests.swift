import Testing

@testable import Formats

@Suite struct BrailleTests {
  @Test func eightDotsInACharacter() {
    // Each dot by itself, against the numbers of Unicode's chart: 1 2 3 7 on the left, 4 5 6 8 on the right.
    let expected: [[Character]] = [["⠁", "⠈"], ["⠂", "⠐"], ["⠄", "⠠"], ["⡀", "⢀"]]
    for row in 0..<4 {
      for column in 0..<2 {
        var pixels = Array(repeating: false, count: 8)
        pixels[row * 2 + column] = true
        #expect(Braille.render(pixels, columns: 2) == [String(expected[row][column])])
      }
    }
    #expect(Braille.render(Array(repeating: true, count: 15), columns: 3) == ["⣿⡇", "⠉⠁"])
    #expect(Braille.render(Array(repeating: false, count: 8), columns: 2) == [" "])
    #expect(Braille.render([], columns: 0) == [])
  }
}
