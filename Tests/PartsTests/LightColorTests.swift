import Testing

@testable import Parts

@Suite struct LightColorTests {
  @Test(
    arguments: [
      (1.0, 255, 128), (0.25, 128, 64), (0.01, 26, 13), (0, 0, 0), (-1, 0, 0), (2, 255, 128), (0.0001, 3, 1),
    ] as [(Double, UInt8, UInt8)])
  func aPixelGoesWithTheRootOfTheLight(duty: Double, red: UInt8, green: UInt8) {
    #expect(LED.Color.orange.full.lit(for: duty) == LightColor(red: red, green: green, blue: 0))
  }

  /// Nobody takes one for another, or for one that is dark.
  @Test func colorsDiffer() {
    let colors = LED.Color.allCases.map(\.full)
    for (place, color) in colors.enumerated() {
      #expect(color != .black && !colors[..<place].contains(color))
    }
  }
}
