import Testing

@testable import Session

@Suite struct LiveLightTests {
  @Test func litOnesHaveTheirColour() {
    let lights = ["LED 1": "blue", "LED 2": "off", "LED 3": "orange"].sorted { $0.key < $1.key }
      .map { LiveLight(name: $0.key, color: $0.value) }
    let line = " lights    " + lights.map(\.text).joined(separator: "   ")
    #expect(line == " lights    LED 1 ● blue   LED 2 ○   LED 3 ● orange")
    #expect(LiveLight.colors(in: line) == [17: 94, 42: 33])
    #expect(lights.map(\.paddedText) == ["LED 1 ● blue   ", "LED 2 ○        ", "LED 3 ● orange "])
    #expect(lights.map(\.words) == ["LED 1 blue", "LED 2 off", "LED 3 orange"])
  }

  /// Columns are those of the terminal; a colour that was cut off is none.
  @Test func whatIsNoLightHasNone() {
    #expect(LiveLight.colors(in: "手 LED ● red, ● re ●") == [7: 91])
    #expect(LiveLight.colors(in: "battery 80 %").isEmpty)
  }
}
