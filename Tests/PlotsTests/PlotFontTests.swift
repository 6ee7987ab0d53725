import Testing
@testable import Plots

@Suite struct PlotFontTests {
  /// SVG is shown in the reader's font, pixels in ours.
  @Test func roomIsThatOfTheWiderFont() {
    // Digits are 0.57 of the size here, 0.65 at most in a reader's font.
    #expect(PlotFont.room("0000", size: 20) == 52)
    #expect(PlotFont.room("0000", size: 20, bold: true) == 57.2)
    for text in ["Days of a full cell", "µA (logarithmic)", "WWW", "iiii", "☃"] {
      #expect(PlotFont.room(text, size: 19) >= PlotFont.lines(text, size: 19).width)
    }
  }

  @Test func linesBreakAtSpaces() {
    #expect(PlotFont.wrapped("a bb a bb", to: 46, size: 20) == ["a bb", "a bb"])
    #expect(PlotFont.wrapped("aaaaaaaaaa bb", to: 65, size: 20) == ["a...aa", "bb"])
    #expect(PlotFont.wrapped("", to: 65, size: 20) == [])
  }

  @Test func aNameKeepsItsEnds() {
    #expect(PlotFont.shortened("abcdefgh", to: 104, size: 20) == "abcdefgh")
    #expect(PlotFont.shortened("abcdefghabcdefgh", to: 100, size: 20) == "abc...fgh")
    #expect(PlotFont.shortened("abc", to: 1, size: 20) == "...")
  }
}
